package io.oneclear.app.day;

import io.oneclear.app.config.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code serve --demo} as a process of its own, so that it can be killed. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static ServerProcess start(Path data, int port, Duration upstreamTimeout) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-D" + Installation.PROPERTY + "=" + Installation.find().root());
    command.add("-DONECLEAR_LOG=WARN");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.oneclear.app.Main");
    command.addAll(List.of("serve", "--demo", "--data", data.toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--console-port", "0"));
    command.addAll(List.of("--upstream-timeout", upstreamTimeout.toMillis() + "ms"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(
        ProcessBuilder.Redirect.appendTo(data.resolveSibling("server.log").toFile()));
    return new ServerProcess(builder.start());
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("READY ")) {
          ready.complete(line);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
    }
    ready.completeExceptionally(new IllegalStateException("the server ended before it was ready"));
  }

  /** Waits for {@code READY terminals=HOST:PORT console=URL} and returns it. */
  String awaitReady(Duration limit) throws Exception {
    return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** {@code kill -9}: no hook runs, nothing is flushed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns the exit code. */
  int stop(Duration limit) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the server did not stop within " + limit.toSeconds() + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
