package io.oneclear.app.command;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.wiring.Books;
import io.oneclear.app.wiring.Site;
import io.oneclear.switching.stamp.LocalTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command on the database, with or without a running server. */
abstract class BooksCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "a node's data directory (var): its own database, such as the one in var/demo, or else"
              + " the database that cfg/oneclear.yaml names")
  private Path data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of cfg/oneclear.yaml, such as database.url=jdbc:postgresql://…")
  private Map<String, String> settings = new HashMap<>();

  @Override
  public final Integer call() {
    Installation installation = Installation.find();
    OneClearConfig config = OneClearConfig.read(installation, settings);
    DataDirectory directory =
        new DataDirectory(data == null ? installation.root().resolve("var") : data);
    Site site = new Site(installation, config, directory, Clock.system(LocalTimes.ZONE));
    try (Books books = open(site)) {
      return work(books);
    }
  }

  abstract int work(Books books);

  private Books open(Site site) {
    if (site.config().database().embedded()) {
      return Books.embedded(site);
    }
    if (data == null) {
      return Books.configured(site);
    }
    if (Files.isDirectory(site.data().postgres())) {
      return Books.embedded(site);
    }
    if (Files.isDirectory(site.data().root().resolve("keys"))) {
      // A node's own directory, with the database elsewhere: 'serve --data' without --demo.
      return Books.configured(site);
    }
    throw new CommandFailure(
        "--data: %s holds no database; one is made by 'oneclear demo' or 'oneclear serve --demo'"
            .formatted(data));
  }
}
