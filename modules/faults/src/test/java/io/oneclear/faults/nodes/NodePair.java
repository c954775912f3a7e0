package io.oneclear.faults.nodes;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoScheme;
import io.oneclear.app.demo.DemoSize;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.proxy.ChaosProxy;
import io.oneclear.faults.proxy.Framing;
import io.oneclear.simulator.scheme.SchemeSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Two switch nodes on one database, as {@code docs/60-operations.md} has them started: two
 * processes, and a scheme in this one. The first node owns the PostgreSQL; the second may have a
 * proxy before it.
 */
final class NodePair implements AutoCloseable {

  static final Duration START = Duration.ofMinutes(3);
  static final Duration LEASE = Duration.ofSeconds(6);

  private static final int MIDDLE = 500_000;
  private static final String LINK = "links.unionpay.link.";

  final Path data;
  final int firstPort;
  final int secondPort;
  final SchemeSimulator scheme;
  final ChildProcess first;
  private final Launch straight;
  private final Launch launchOfSecond;
  private ChildProcess second;
  private ChaosProxy toDatabase;

  private NodePair(Path directory, Duration upstreamTimeout, boolean apart) throws Exception {
    data = directory.resolve("data");
    firstPort = Ports.free();
    secondPort = Ports.free();
    scheme =
        DemoScheme.alone(Installation.find(), new DataDirectory(data), 0, DemoSize.ofTerminals(12));
    int schemePort = scheme.port();
    first =
        Launch.demoServer(data, firstPort, upstreamTimeout)
            .named("first")
            .with("--scheme", "127.0.0.1:" + schemePort, "--terminals", "12")
            .set(LINK + "lastStan", MIDDLE - 1)
            .set("journal.heartbeat", "1s")
            .set("journal.lifeLease", LEASE.toSeconds() + "s")
            .start();
    first.awaitReady(START);
    straight = second(directory, schemePort, upstreamTimeout);
    launchOfSecond = apart ? throughTheProxy(straight) : straight;
    startSecond();
  }

  private Launch second(Path directory, int schemePort, Duration upstreamTimeout) {
    return Launch.command(
            "second",
            directory.toAbsolutePath(),
            "serve",
            "--data",
            data.toString(),
            "--console-port",
            "0",
            "--upstream-timeout",
            upstreamTimeout.toMillis() + "ms")
        .set("terminals.port", secondPort)
        .set("node", 2)
        .set("database.embedded", true)
        .set("database.join", true)
        .set("settlement.automatic", false)
        .set(LINK + "port", schemePort)
        .set(LINK + "firstStan", MIDDLE)
        .set("journal.heartbeat", "1s")
        .set("journal.lifeLease", LEASE.toSeconds() + "s");
  }

  private Launch throughTheProxy(Launch launch) throws IOException {
    int port = Integer.parseInt(Files.readString(data.resolve("postgres/port")).strip());
    toDatabase = ChaosProxy.to(port, Framing.POSTGRESQL);
    return launch
        .set("database.embedded", false)
        .set("database.join", false)
        .set("database.url", "jdbc:postgresql://127.0.0.1:" + toDatabase.port() + "/oneclear")
        .set("database.passwordFile", data.resolve("postgres/password"));
  }

  static NodePair start(Path directory, Duration upstreamTimeout) throws Exception {
    return new NodePair(directory, upstreamTimeout, false);
  }

  /** The second node reaches the database through {@link #toDatabase} only. */
  static NodePair startApart(Path directory, Duration upstreamTimeout) throws Exception {
    return new NodePair(directory, upstreamTimeout, true);
  }

  ChaosProxy toDatabase() {
    return toDatabase;
  }

  /** Starts the second node, or starts it again. */
  void startSecond() throws InterruptedException {
    second = launchOfSecond.start();
    second.awaitReady(START);
  }

  ChildProcess second() {
    return second;
  }

  /** The second node anew, on another port and by the straight way to the database. */
  Launch replacementOfSecond() {
    return straight.named("successor").set("terminals.port", Ports.free());
  }

  /** The second node's command, with other settings. */
  Launch secondAs(String name) {
    return launchOfSecond.named(name);
  }

  @Override
  public void close() {
    second.close();
    try {
      first.stop(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      first.close();
      scheme.close();
      if (toDatabase != null) {
        toDatabase.close();
      }
    }
  }
}
