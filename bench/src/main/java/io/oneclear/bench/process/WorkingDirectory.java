package io.oneclear.bench.process;

import io.oneclear.bench.measure.Postmaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Data directories and logs of the children. Deleted at the end unless it is to be kept. */
public final class WorkingDirectory implements AutoCloseable {

  private static final long STOP_SECONDS = 10;

  private final Path root;
  private final boolean keep;

  private WorkingDirectory(Path root, boolean keep) {
    this.root = root;
    this.keep = keep;
  }

  /**
   * A fresh directory below another, which should be on the disk that is to be measured: a
   * temporary file system would make commits look free.
   */
  public static WorkingDirectory below(Path parent, boolean keep) throws IOException {
    Files.createDirectories(parent);
    Path root = Files.createTempDirectory(parent, "bench-").toAbsolutePath();
    // PostgreSQL may run as another user than we do and must get through.
    root.toFile().setExecutable(true, false);
    root.toFile().setReadable(true, false);
    Files.createDirectory(root.resolve("logs"));
    return new WorkingDirectory(root, keep);
  }

  public Path root() {
    return root;
  }

  /** The data directory of this name. */
  public Path data(String name) {
    return root.resolve(name);
  }

  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /** Deletes one data directory, to make room for the next, unless all are kept. */
  public void done(String name) {
    if (!keep) {
      delete(root.resolve(name));
    }
  }

  /** Database servers whose owner had to be killed. */
  void stopDatabases() throws InterruptedException {
    for (Path data : directories()) {
      var server = Postmaster.of(data).flatMap(ProcessHandle::of);
      if (server.isPresent()) {
        server.get().destroyForcibly();
        try {
          server.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
          throw new BenchException("PostgreSQL in " + data + " does not stop", e);
        }
      }
    }
  }

  @Override
  public void close() {
    if (!keep) {
      delete(root);
    }
  }

  private List<Path> directories() {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
