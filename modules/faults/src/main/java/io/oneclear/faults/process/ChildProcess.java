package io.oneclear.faults.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of ours that can be killed, stopped, frozen and thawed. It is killed when it is closed
 * or when this JVM ends in order.
 */
public final class ChildProcess implements AutoCloseable {

  private static final String READY = "READY ";
  private static final int LINES_SHOWN = 8;

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;
  private final Thread lastResort;
  private final long began = System.nanoTime();
  private volatile Duration readyAfter;

  ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    // Not a virtual thread: a read from a pipe keeps its carrier, and there are as few as
    // processors.
    this.reader = Thread.ofPlatform().daemon().name(name + "-output").start(this::read);
    this.lastResort = Thread.ofPlatform().unstarted(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Gets what it prints and what it complains about. */
  public Path log() {
    return log;
  }

  /** All it has said so far, the lives before a restart included. */
  public String said() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }

  /**
   * Waits for the line {@code READY …} and returns what stands behind the word.
   *
   * @throws IllegalStateException if it ends before or is not ready in time; with its last words
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

  /** From its start to its line {@code READY}. */
  public Duration readyAfter() {
    if (readyAfter == null) {
      throw new IllegalStateException(name + " is not ready");
    }
    return readyAfter;
  }

  /** A part {@code KEY=VALUE} of the line {@code READY}, such as {@code console}. */
  public String told(String key) {
    String line = ready.getNow("");
    for (String part : line.split(" ", -1)) {
      if (part.startsWith(key + "=")) {
        return part.substring(key.length() + 1);
      }
    }
    throw new IllegalStateException(name + " did not tell its " + key + ": " + line);
  }

  /** {@code kill -9}: no hook runs, nothing is flushed. Returns when it is dead. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
  }

  /** SIGTERM; returns the exit code. */
  public int stop(Duration limit) throws InterruptedException {
    process.destroy();
    return awaitEnd(limit);
  }

  /** SIGSTOP: it is there and does nothing; its connections stay open. */
  public void freeze() {
    Signals.send("STOP", pid());
  }

  /** SIGCONT. */
  public void thaw() {
    Signals.send("CONT", pid());
  }

  /** Waits for its end by itself; returns the exit code, 128 + signal if it was killed. */
  public int awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw trouble("has not ended after %d s".formatted(limit.toSeconds()), null);
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // The JVM is on its way out and runs the hook itself.
      ready.cancel(false);
    }
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(READY) && readyAfter == null) {
          readyAfter = Duration.ofNanos(System.nanoTime() - began);
          ready.complete(line.substring(READY.length()));
        }
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      ready.completeExceptionally(new IllegalStateException(name + " ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private IllegalStateException trouble(String what, Exception cause) {
    String end = process.isAlive() ? "" : " (exit code %d)".formatted(process.exitValue());
    List<String> all = said().lines().toList();
    String last =
        String.join(" | ", all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size()));
    return new IllegalStateException(
        "%s %s%s%s".formatted(name, what, end, last.isEmpty() ? "" : "; it said last: " + last),
        cause);
  }
}
