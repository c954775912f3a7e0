package io.oneclear.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements settlement leaves under {@code out/DATE/statements}. A name that is not exactly a
 * date and a plain file name is not looked up at all, so nothing else on the disk can be asked for.
 */
final class StatementFiles {

  static final int SHOWN_DAYS = 60;

  private static final Pattern FILE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}\\.(csv|html)");

  private final Path out;

  StatementFiles(Path out) {
    this.out = out;
  }

  /** Days that have statements, latest first. */
  List<LocalDate> days() {
    return list(out)
        .flatMap(path -> date(path.getFileName().toString()).stream())
        .filter(day -> Files.isDirectory(directory(day), LinkOption.NOFOLLOW_LINKS))
        .sorted(Comparator.reverseOrder())
        .limit(SHOWN_DAYS)
        .toList();
  }

  /** Names of one day's files. */
  List<String> names(LocalDate day) {
    return list(directory(day))
        .map(path -> path.getFileName().toString())
        .filter(name -> FILE.matcher(name).matches())
        .sorted()
        .toList();
  }

  /** One file, if it is one of ours. */
  Optional<Path> find(String day, String name) {
    if (!FILE.matcher(name).matches()) {
      return Optional.empty();
    }
    return date(day)
        .map(date -> directory(date).resolve(name))
        .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
  }

  static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private Path directory(LocalDate day) {
    return out.resolve(day.toString()).resolve("statements");
  }

  private static Stream<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
