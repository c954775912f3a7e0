package io.oneclear.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A process we started. What it prints we read line by line; its complaints go into a file. */
public final class Child {

  private static final Duration STOP = Duration.ofSeconds(30);
  private static final String READY = "READY ";
  private static final int LINES_SHOWN = 5;

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;
  private volatile String lastLine = "";

  private Child(String name, Process process, Path log, Consumer<String> lines) {
    this.name = name;
    this.process = process;
    this.log = log;
    // Not a virtual thread: a read from a pipe keeps its carrier, and there are as few as
    // processors.
    this.reader = Thread.ofPlatform().daemon().name(name).start(() -> read(lines));
  }

  static Child start(String name, List<String> command, Path log, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Child(name, builder.start(), log, lines);
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Waits for the line {@code READY …} and returns what stands behind the word.
   *
   * @throws BenchException if it ends before or is not ready in time
   */
  public String awaitReady(Duration limit) throws InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw trouble("is not ready after %d s".formatted(limit.toSeconds()), e);
    } catch (ExecutionException e) {
      throw trouble("ended before it was ready", e);
    }
  }

  /**
   * Waits for its end and for all it printed.
   *
   * @return its exit code
   * @throws BenchException if it does not end in time
   */
  public int awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw trouble("is not done after %d s".formatted(limit.toSeconds()), null);
    }
    reader.join();
    return process.exitValue();
  }

  /** An exception that names the child and ends with its last complaints. */
  public BenchException trouble(String what, Exception cause) {
    return new BenchException("%s %s%s".formatted(name, what, lastWords()), cause);
  }

  /** False when it has ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Asks it to stop, and stops it if it does not. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(line.substring(READY.length()));
        }
        lastLine = line;
        lines.accept(line);
      }
      ready.completeExceptionally(new BenchException(name + " ended", null));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private String lastWords() {
    String end = process.isAlive() ? "" : " (exit code %d)".formatted(process.exitValue());
    try {
      List<String> all = Files.readAllLines(log);
      List<String> last = all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size());
      String words = last.isEmpty() ? lastLine : String.join(" | ", last);
      return end + (words.isEmpty() ? "" : "; it said last: " + words);
    } catch (IOException e) {
      return end + "; its log cannot be read: " + e.getMessage();
    }
  }
}
