package io.oneclear.app.demo;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.store.StoreException;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Empties a demo's data directory. It takes away what a demo makes and nothing else: a directory
 * with anything else in it is refused.
 */
public final class FreshDirectory {

  private static final Set<String> OURS =
      Set.of("postgres", "demo", "deploy", "keys", "inbox", "bank-answers", "out", "load");

  private FreshDirectory() {}

  public static DataDirectory of(Path directory) {
    DataDirectory data = new DataDirectory(directory);
    if (Files.exists(data.root())) {
      empty(data);
    }
    return data;
  }

  private static void empty(DataDirectory data) {
    try (Stream<Path> entries = Files.list(data.root())) {
      List<Path> all = entries.toList();
      Set<String> foreign =
          all.stream()
              .map(path -> path.getFileName().toString())
              .filter(name -> !OURS.contains(name))
              .collect(Collectors.toSet());
      if (!foreign.isEmpty()) {
        throw new CommandFailure(
            "%s holds what no demo has made: %s; give --data an empty directory"
                .formatted(data.root(), foreign));
      }
      stopLeftOver(data);
      for (Path path : all) {
        delete(path);
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot empty " + data.root() + ": " + e.getMessage(), e);
    }
  }

  /** A server a killed demo left behind is stopped; one that is in use is refused. */
  private static void stopLeftOver(DataDirectory data) {
    if (Files.isDirectory(data.postgres())) {
      try {
        EmbeddedDatabase.start(EmbeddedConfig.in(data.postgres())).close();
      } catch (StoreException e) {
        throw new CommandFailure(data.root() + " is in use: " + e.getMessage(), e);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
