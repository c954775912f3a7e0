package io.oneclear.app.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of the whole project, found from the directory the tests run in. */
final class HouseSources {

  private HouseSources() {}

  /** The directory that holds {@code modules/} and {@code bench/}. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("modules"))
        || !Files.isDirectory(here.resolve("bench"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("run the tests inside the project");
      }
    }
    return here;
  }

  /** Every Java file, tests included. */
  static List<Path> all() {
    return Stream.of("modules", "bench").flatMap(HouseSources::javaFiles).sorted().toList();
  }

  /** Every Java file that is shipped. */
  static List<Path> shipped() {
    return all().stream().filter(file -> file.toString().contains("/src/main/java/")).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a finding names a file. */
  static String name(Path file) {
    return root().relativize(file).toString();
  }

  private static Stream<Path> javaFiles(String directory) {
    try (Stream<Path> files = Files.walk(root().resolve(directory))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
