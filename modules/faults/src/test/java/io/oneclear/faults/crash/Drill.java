package io.oneclear.faults.crash;

import static org.awaitility.Awaitility.await;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A switch that can be told, while it runs, where to end, beside a scheme and a PostgreSQL that go
 * on. Only the switch dies: what the scheme did is in its log.
 */
final class Drill implements AutoCloseable {

  private static final String UNDECIDED = "card_transaction WHERE state = 'SENT'";
  private static final String UNDELIVERED = "store_and_forward WHERE state = 'QUEUED'";
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofSeconds(40);
  private static final Duration FINAL_WORD = Duration.ofMinutes(2);

  private final Duration upstreamTimeout;
  private final Path data;
  private final Path order;
  private final int port;
  private final ChildProcess scheme;
  private final Launch launch;
  private final TerminalFleet fleet;
  private ChildProcess server;
  private EmbeddedDatabase database;
  private int halts;

  /**
   * @param upstreamTimeout how long the scheme may take to answer
   */
  Drill(Path directory, Duration upstreamTimeout) throws InterruptedException {
    this.upstreamTimeout = upstreamTimeout;
    data = directory.resolve("data");
    order = directory.resolve("crash");
    port = Ports.free();
    int schemePort = Ports.free();
    scheme = Launch.scheme(data, schemePort).start();
    scheme.awaitReady(START);
    launch =
        Launch.demoServer(data, port, upstreamTimeout)
            .with("--scheme", "127.0.0.1:" + schemePort)
            // No leased advice waits for a minute, and no echo passes a point by chance.
            .set("journal.leaseFor", "3s")
            .set("links.unionpay.link.echoInterval", "10m")
            .jvm("-XX:TieredStopAtLevel=1", "-Dcrash=@" + order.toAbsolutePath());
    start();
    fleet =
        TerminalFleet.open(
            data,
            port,
            TerminalFleet.Crew.of(3, upstreamTimeout).patience(upstreamTimeout.multipliedBy(3)));
  }

  private void start() throws InterruptedException {
    server = launch.start();
    server.awaitReady(START);
    // A switch that starts takes over what a dead one left behind, or starts it anew elsewhere.
    database = EmbeddedDatabase.startOrJoin(EmbeddedConfig.in(data.resolve("postgres")));
  }

  Till till(int index) {
    return new Till(fleet, index, scheme, upstreamTimeout.multipliedBy(2));
  }

  ChildProcess scheme() {
    return scheme;
  }

  /** How often the switch has ended at a point. */
  int halts() {
    return halts;
  }

  /**
   * Drives a message with the switch armed to end at one of its points; starts it again and waits
   * until the terminal has its final word.
   *
   * @return what is wrong; nothing if the switch ended there
   */
  List<String> halt(Kind kind, CrashPoint point, Till till) throws InterruptedException {
    Runnable message = till.prepare(kind);
    awaitQuiet();
    arm(point.label() + ":" + kind.passage(point));
    CompletableFuture<Void> driven = CompletableFuture.runAsync(message, Drill::onItsOwn);
    List<String> wrong = new ArrayList<>(awaitHalt(point.label()));
    disarm();
    if (!server.alive()) {
      start();
    }
    finalWord(driven);
    wrong.addAll(differences());
    return wrong.stream().map(each -> "%s at %s: %s".formatted(kind, point.label(), each)).toList();
  }

  /** Drives a message with the switch armed to end at any point that is not on its way. */
  List<String> passBy(Kind kind, Till till) throws InterruptedException {
    Runnable message = till.prepare(kind);
    awaitQuiet();
    arm(
        kind.elsewhere().stream()
            .map(point -> point.label() + ":1")
            .collect(Collectors.joining(",")));
    CompletableFuture<Void> driven = CompletableFuture.runAsync(message, Drill::onItsOwn);
    List<String> wrong = new ArrayList<>();
    await().atMost(FINAL_WORD).until(() -> driven.isDone() || !server.alive());
    await().atMost(FINAL_WORD).until(() -> quiet() || !server.alive());
    disarm();
    if (!server.alive()) {
      wrong.add(kind + ": a point said to be elsewhere is on its way: " + lastWord());
      start();
      finalWord(driven);
    }
    wrong.addAll(differences());
    return wrong;
  }

  /** {@code kill -9}, with everything it has under way. */
  void kill() throws InterruptedException {
    server.kill();
  }

  /** Starts the dead switch so that it ends at a point of its start, and then in earnest. */
  List<String> haltInRecovery(String point, int passage) throws InterruptedException {
    arm(point + ":" + passage);
    server = launch.start();
    List<String> wrong = new ArrayList<>(awaitHalt(point));
    disarm();
    if (!server.alive()) {
      start();
    }
    return wrong;
  }

  /** What the three logs and the audit say when nothing is left to be done. */
  List<String> differences() throws InterruptedException {
    ThreeLogs logs = ThreeLogs.of(data.resolve("demo"), database.connection(), FINAL_WORD);
    List<String> wrong = new ArrayList<>(logs.differences());
    wrong.addAll(logs.violations());
    return wrong;
  }

  private void awaitQuiet() {
    await().atMost(FINAL_WORD).until(this::quiet);
  }

  /** True if nothing is undecided or undelivered. */
  private boolean quiet() throws SQLException {
    return count(UNDECIDED) + count(UNDELIVERED) == 0;
  }

  /** Waits until so many transactions are durable and undecided. */
  void awaitUndecided(int transactions) {
    await()
        .atMost(FINAL_WORD)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> count(UNDECIDED) == transactions);
  }

  private long count(String what) throws SQLException {
    // A connection for each look: a switch that starts ends those it did not make.
    DatabaseConfig at = database.connection();
    try (Connection journal = DriverManager.getConnection(at.url(), at.user(), at.password());
        Statement statement = journal.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> awaitHalt(String label) throws InterruptedException {
    int status;
    try {
      status = server.awaitEnd(END);
    } catch (IllegalStateException alive) {
      return List.of("the point was not reached");
    }
    halts++;
    if (status != CrashDrill.STATUS) {
      return List.of("ended with " + status);
    }
    String said = lastWord();
    return said.endsWith(" " + label) ? List.of() : List.of("ended elsewhere: " + said);
  }

  private String lastWord() {
    return server
        .said()
        .lines()
        .filter(line -> line.contains("crash drill: ended at"))
        .reduce("", (_, last) -> last)
        .strip();
  }

  /** In one step: the switch never reads half an order. */
  void arm(String what) {
    try {
      Path part = order.resolveSibling("crash.part");
      Files.writeString(part, what);
      Files.move(part, order, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be armed", e);
    }
  }

  void disarm() {
    try {
      Files.deleteIfExists(order);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be disarmed", e);
    }
  }

  /** A cashier waits: not on the common pool's few threads. */
  static void onItsOwn(Runnable message) {
    Thread.ofPlatform().daemon().name("till").start(message);
  }

  static void finalWord(CompletableFuture<Void> driven) throws InterruptedException {
    try {
      driven.get(FINAL_WORD.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the terminal broke off", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the terminal has no final word", e);
    }
  }

  @Override
  public void close() {
    fleet.close();
    database.close();
    try {
      if (server.alive()) {
        server.stop(START);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.close();
      scheme.close();
    }
  }
}
