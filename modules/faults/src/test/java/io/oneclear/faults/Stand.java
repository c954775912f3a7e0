package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.proxy.ChaosProxy;
import io.oneclear.faults.proxy.Framing;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.faults.terminals.TerminalFleet.Crew;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalSimulator;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A switch, a scheme and a PostgreSQL, each a process of its own, with a proxy before the scheme
 * and one before PostgreSQL; and terminals that were signed on.
 */
final class Stand implements AutoCloseable {

  static final Duration UPSTREAM_TIMEOUT = Duration.ofMillis(1_500);
  static final Duration START = Duration.ofMinutes(3);
  static final Duration SETTLED = Duration.ofMinutes(2);
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  final Path data;
  final int port;
  final EmbeddedDatabase postgres;
  final ChaosProxy toDatabase;
  final ChaosProxy toScheme;
  final TerminalFleet fleet;

  private final List<Runnable> closing = new ArrayList<>();
  private final Launch launch;
  private ChildProcess server;
  private long nextYuan = 100;

  private Stand(Path directory, int terminals, UnaryOperator<Launch> other)
      throws InterruptedException {
    data = directory.resolve("data");
    port = Ports.free();
    int schemePort = Ports.free();
    postgres =
        opened(
            EmbeddedDatabase.start(EmbeddedConfig.in(data.resolve("postgres"))),
            EmbeddedDatabase::close);
    String url = postgres.connection().url();
    int databasePort = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    toDatabase = opened(ChaosProxy.to(databasePort, Framing.POSTGRESQL), ChaosProxy::close);
    opened(Launch.scheme(data, schemePort).start(), ChildProcess::close).awaitReady(START);
    toScheme = opened(ChaosProxy.to(schemePort, Framing.ASCII_4), ChaosProxy::close);
    Launch usual =
        Launch.demoServer(data, port, UPSTREAM_TIMEOUT)
            .with("--scheme", "127.0.0.1:" + toScheme.port())
            .set("database.embedded", "false")
            .set("database.url", url.replace(":" + databasePort, ":" + toDatabase.port()))
            .set("database.passwordFile", data.resolve("postgres/password"))
            .set("database.connectWithin", "10s")
            .set("links.unionpay.link.backOffMax", "1s")
            .set("links.unionpay.link.echoInterval", "1s")
            .set("links.unionpay.link.echoTimeout", "800ms")
            .set("links.unionpay.link.connectTimeout", "1s")
            .set("storeAndForward.firstRetry", "200ms")
            .set("storeAndForward.longestRetry", "1s")
            .set("storeAndForward.maxAttempts", "500");
    launch = other.apply(usual);
    server = launch.start();
    closing.add(() -> server.close());
    try {
      server.awaitReady(START);
    } catch (IllegalStateException e) {
      // Nobody else would stop what is running already: PostgreSQL outlives us.
      postgres.close();
      throw e;
    }
    fleet =
        opened(
            TerminalFleet.open(
                data, port, Crew.of(terminals, UPSTREAM_TIMEOUT).patience(LONGEST_ANSWER)),
            TerminalFleet::close);
    fleet.signOn();
  }

  static Stand start(Path directory, int terminals) throws InterruptedException {
    return start(directory, terminals, UnaryOperator.identity());
  }

  /** With a switch that is started otherwise. */
  static Stand start(Path directory, int terminals, UnaryOperator<Launch> other)
      throws InterruptedException {
    return new Stand(directory, terminals, other);
  }

  private <T> T opened(T part, Consumer<T> close) {
    closing.add(() -> close.accept(part));
    return part;
  }

  /** kill -9 of the switch, and a start on the same data. */
  Duration restart() throws InterruptedException {
    server.kill();
    server = launch.start();
    server.awaitReady(START);
    return server.readyAfter();
  }

  ChildProcess server() {
    return server;
  }

  /** An amount nobody else has used, so that its messages are found on the wire. */
  long nextFen() {
    return nextYuan++ * 100;
  }

  /** Field 4 as it is on the wire. */
  static String onTheWire(long fen) {
    return String.format(Locale.ROOT, "%012d", fen);
  }

  TerminalAnswer buy(int terminal) {
    return buy(terminal, nextFen());
  }

  TerminalAnswer buy(int terminal, long fen) {
    TerminalSimulator with = fleet.terminal(terminal);
    return with.purchase(fleet.cards().get(5 + terminal), fen);
  }

  /** Exchanges in the terminals' log. */
  long buysDone() {
    try (Stream<String> lines = Files.lines(fleet.log())) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a purchase is approved again, without anything being restarted. */
  void awaitSelling(int terminal) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> buy(terminal).approved());
  }

  /** Nothing is undecided any more, nobody differs, no rule is broken. */
  void assertThatAllAgree() throws InterruptedException {
    ThreeLogs logs = ThreeLogs.of(data, SETTLED);
    assertThat(logs.differences()).as("terminals, journal and scheme").isEmpty();
    assertThat(logs.violations()).as("money rules broken").isEmpty();
    assertThat(logs.agree()).as("something was compared").isTrue();
  }

  @Override
  public void close() {
    toScheme.heal();
    toDatabase.heal();
    closing.reversed().forEach(Runnable::run);
  }
}
