package io.oneclear.faults;

import io.oneclear.faults.process.Postmaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code strace} on a PostgreSQL: makes the system refuse what it is asked for. */
final class Tracer implements AutoCloseable {

  private static final String INJECTED = "(INJECTED)";
  private static final int FLUSHES_LET_THROUGH = 5;

  private final Process process;
  private final Path trace;

  private Tracer(Process process, Path trace) {
    this.process = process;
    this.trace = trace;
  }

  /** False if there is no strace, or it may not look at other processes. */
  static boolean works() {
    try {
      Process process =
          new ProcessBuilder("strace", "-e", "trace=none", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** In each of its processes the flushes to disk fail with EIO, after the first few. */
  static Tracer failingFlushes(Postmaster postgres, Path directory) {
    Path trace = directory.resolve("strace.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-o",
                trace.toString(),
                "-e",
                "trace=fdatasync",
                "-e",
                "inject=fdatasync:error=EIO:when=" + FLUSHES_LET_THROUGH + "+"));
    for (long pid : postgres.pids()) {
      command.addAll(List.of("-p", Long.toString(pid)));
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Tracer(process, trace);
    } catch (IOException e) {
      throw new UncheckedIOException("strace cannot be started", e);
    }
  }

  /** True once a flush was refused. */
  boolean hasFailedOne() {
    try {
      return Files.exists(trace) && Files.readString(trace).contains(INJECTED);
    } catch (IOException e) {
      throw new UncheckedIOException("what strace wrote cannot be read", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
