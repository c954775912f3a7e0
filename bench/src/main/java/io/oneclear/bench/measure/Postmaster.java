package io.oneclear.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The embedded PostgreSQL's first process, which is nobody's child. */
public final class Postmaster {

  private static final Path PID_FILE = Path.of("postgres", "cluster", "postmaster.pid");

  private Postmaster() {}

  /** Its process id, from the file it keeps while it runs; empty if none runs there. */
  public static Optional<Long> of(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve(PID_FILE));
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(lines.getFirst()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
