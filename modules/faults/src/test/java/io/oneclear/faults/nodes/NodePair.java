package io.oneclear.faults.nodes;

import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A scheme and two switch nodes on one database, as {@code docs/60-operations.md} has them started:
 * three processes. The first node owns the PostgreSQL.
 */
final class NodePair implements AutoCloseable {

  static final Duration START = Duration.ofMinutes(3);
  static final Duration LEASE = Duration.ofSeconds(6);

  private static final int MIDDLE = 500_000;
  private static final String LINK = "links.unionpay.link.";

  final Path data;
  final int firstPort;
  final int secondPort;
  final ChildProcess scheme;
  final ChildProcess first;
  private final Launch launchOfSecond;
  private ChildProcess second;

  private NodePair(Path directory, Duration upstreamTimeout) throws Exception {
    data = directory.resolve("data");
    firstPort = Ports.free();
    secondPort = Ports.free();
    int schemePort = Ports.free();
    scheme = Launch.scheme(data, schemePort).with("--terminals", "12").start();
    scheme.awaitReady(START);
    first =
        Launch.demoServer(data, firstPort, upstreamTimeout)
            .named("first")
            .with("--scheme", "127.0.0.1:" + schemePort, "--terminals", "12")
            .set(LINK + "lastStan", MIDDLE - 1)
            .set("journal.heartbeat", "1s")
            .set("journal.lifeLease", LEASE.toSeconds() + "s")
            .start();
    first.awaitReady(START);
    launchOfSecond =
        Launch.command(
                "second",
                directory.toAbsolutePath(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(secondPort),
                "--console-port",
                "0",
                "--upstream-timeout",
                upstreamTimeout.toMillis() + "ms")
            .set("node", 2)
            .set("database.embedded", true)
            .set("database.join", true)
            .set("settlement.automatic", false)
            .set(LINK + "port", schemePort)
            .set(LINK + "firstStan", MIDDLE)
            .set("journal.heartbeat", "1s")
            .set("journal.lifeLease", LEASE.toSeconds() + "s");
    startSecond();
  }

  static NodePair start(Path directory, Duration upstreamTimeout) throws Exception {
    return new NodePair(directory, upstreamTimeout);
  }

  /** Starts the second node, or starts it again. */
  void startSecond() throws InterruptedException {
    second = launchOfSecond.start();
    second.awaitReady(START);
  }

  ChildProcess second() {
    return second;
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
    }
  }
}
