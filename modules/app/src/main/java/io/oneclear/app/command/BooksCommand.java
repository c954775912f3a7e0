package io.oneclear.app.command;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.wiring.Books;
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
          "a data directory with its own database, such as var/demo; without it the database that"
              + " cfg/oneclear.yaml names")
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
    Clock clock = Clock.system(LocalTimes.ZONE);
    try (Books books = open(installation, config, clock)) {
      return work(books);
    }
  }

  abstract int work(Books books);

  private Books open(Installation installation, OneClearConfig config, Clock clock) {
    if (data == null) {
      DataDirectory usual = new DataDirectory(installation.root().resolve("var"));
      return Books.configured(installation, config, usual, clock);
    }
    DataDirectory directory = new DataDirectory(data);
    if (!Files.isDirectory(directory.postgres())) {
      throw new CommandFailure(
          "--data: %s holds no database; one is made by 'oneclear demo' or 'oneclear serve --demo'"
              .formatted(data));
    }
    return Books.embedded(installation, config, directory, clock);
  }
}
