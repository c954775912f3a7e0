package io.oneclear.faults.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.Scraped;
import io.oneclear.faults.attack.Regulars.Served;
import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalSimulator;
import io.oneclear.store.StoreException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server, attacked in one way after another while well-behaved terminals sell. Each time: they
 * are served as before, the limit that is meant for it answers and is counted, the log stays small,
 * and afterwards the server holds what it held before.
 */
@Tag("fault-long")
class BoundedUnderAttackTest {

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration ATTACK = Duration.ofSeconds(5);

  /** What a limit costs: under attack p99 is at most so many times the quiet one … */
  private static final int TIMES_QUIET = 10;

  /** … or this, whichever is more: attackers and server share two processors. */
  private static final Duration AT_LEAST = Duration.ofMillis(750);

  private static final int REGULARS = 10;
  private static final int TOTAL = 10_100;
  private static final int PER_ADDRESS = 2_000;
  private static final int IN_FLIGHT = 64;
  private static final long MOST_LOG_BYTES = 64 * 1024;
  private static final long MORE_BYTES = 24_000_000;
  private static final int MORE_THREADS = 6;
  private static final int MORE_DESCRIPTORS = 24;

  @TempDir static Path directory;

  private static ChildProcess server;
  private static int port;
  private static TerminalFleet fleet;
  private static Regulars regulars;
  private static Footprint before;
  private static Served quiet;

  @BeforeAll
  static void start() throws Exception {
    Path data = directory.resolve("data");
    port = Ports.free();
    server =
        Launch.demoServer(data, port, UPSTREAM_TIMEOUT)
            .with("--terminals", "40")
            .set("terminals.maxConnections", TOTAL)
            .set("terminals.maxConnectionsPerAddress", PER_ADDRESS)
            .set("terminals.maxInFlightPerConnection", IN_FLIGHT)
            .set("terminals.idleTimeout", "20s")
            .set("terminals.frameDeadline", "2s")
            .set("terminals.stalledWriteTimeout", "2s")
            .start();
    server.awaitReady(START);
    fleet = TerminalFleet.open(data, port, TerminalFleet.Crew.of(REGULARS, UPSTREAM_TIMEOUT));
    fleet.signOn();
    regulars = new Regulars(fleet);
    await().atMost(LIMIT).until(() -> regulars.count() >= 1_500);
    regulars.served();
    await().atMost(LIMIT).until(() -> regulars.count() >= 500);
    quiet = regulars.served();
    say("quiet", quiet);
    assertThat(quiet.refused()).isEmpty();
    before = Footprint.of(server);
    say("before", before);
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (regulars != null) {
        regulars.close();
        // A machine that is busy enough may keep us from the database for once.
        ThreeLogs logs =
            await()
                .atMost(LIMIT)
                .ignoreExceptionsMatching(StoreException.class::isInstance)
                .until(() -> ThreeLogs.of(directory.resolve("data"), LIMIT), Objects::nonNull);
        assertThat(logs.differences()).isEmpty();
        assertThat(logs.violations()).isEmpty();
        assertThat(server.said()).doesNotContain("Exception", "OutOfMemory");
      }
    } finally {
      if (fleet != null) {
        fleet.close();
      }
      server.close();
    }
  }

  /** Something that is done to the server. */
  @FunctionalInterface
  private interface Attack {
    void run(Crowd crowd) throws Exception;
  }

  private static void attacked(String name, Attack attack) throws Exception {
    long logged = Files.size(server.log());
    regulars.served();
    try (Crowd crowd = new Crowd(port)) {
      attack.run(crowd);
    }
    await().atMost(LIMIT).until(() -> regulars.count() >= 100);
    Served served = regulars.served();
    say(name, served);
    assertThat(served.refused()).as("purchases of the others, " + name).isEmpty();
    assertThat(served.p99())
        .as("p99 of the others, %s; quiet it was %d ms", name, quiet.p99().toMillis())
        .isLessThan(max(quiet.p99().multipliedBy(TIMES_QUIET), AT_LEAST));
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> Footprint.of(server),
            now -> now.isBackAt(before, MORE_BYTES, MORE_THREADS, MORE_DESCRIPTORS));
    say(name + ", after", Footprint.of(server));
    assertThat(Files.size(server.log()) - logged)
        .as("bytes of log, " + name)
        .isLessThan(MOST_LOG_BYTES);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static void say(String when, Object what) {
    System.out.printf("%s: %s%n", when, what); // for the chapter: what it was this time
  }

  private static long events(String event) {
    return Scraped.from(server.told("console"))
        .count("oneclear_terminals_connection_events_total", "event=\"" + event + "\"");
  }

  private static long troubles(String event) {
    return Scraped.from(server.told("console"))
        .count("oneclear_terminals_trouble_total", "event=\"" + event + "\"");
  }

  @Test
  void slowLorisIsCutAtTheFrameDeadline() throws Exception {
    long cut = events("closed_frame_deadline");
    attacked(
        "slow loris",
        crowd -> {
          for (int i = 0; i < 600; i++) {
            crowd.connect(1, 1 + i % 100).write(ByteBuffer.wrap(new byte[] {3, 0, 0x60}));
          }
          await()
              .atMost(LIMIT)
              .pollInterval(Duration.ofMillis(200))
              .until(
                  () -> {
                    drip(crowd.all().subList(0, 300));
                    return events("closed_frame_deadline") >= cut + 600;
                  });
          assertThat(crowd.ended()).isEqualTo(600);
        });
    assertThat(server.said()).contains("cut: FRAME_DEADLINE");
  }

  private static void drip(List<SocketChannel> sockets) {
    for (SocketChannel socket : sockets) {
      try {
        socket.write(ByteBuffer.wrap(new byte[1]));
      } catch (IOException e) {
        assertThat(socket.isConnected()).as("it was let in before it was cut").isTrue();
      }
    }
  }

  @Test
  void tenThousandSilentConnectionsCostNobodyAndOneMoreThanTheTotalIsRefused() throws Exception {
    long idle = events("closed_idle");
    long refused = events("refused_total_limit");
    attacked(
        "ten thousand idle",
        crowd -> {
          for (int i = 0; i < 10_000; i++) {
            crowd.connect(2, 1 + i % 10);
          }
          for (int i = 0; i < 500; i++) {
            crowd.connect(2, 100 + i % 10);
          }
          int most = 500 - (TOTAL - 10_000 - REGULARS);
          await().atMost(LIMIT).until(() -> events("refused_total_limit") >= refused + most);
          await().atMost(LIMIT).until(() -> events("closed_idle") >= idle + 10_000);
        });
    assertThat(server.said()).contains("refused: TOTAL_LIMIT");
  }

  @Test
  void floodFromOneAddressGetsThatAddressesPlacesAndNoMore() throws Exception {
    long refused = events("refused_address_limit");
    attacked(
        "flood from one address",
        crowd -> {
          for (int i = 0; i < PER_ADDRESS + 3_000; i++) {
            crowd.connect(3, 1);
          }
          await().atMost(LIMIT).until(() -> events("refused_address_limit") == refused + 3_000);
          assertThat(crowd.ended()).isGreaterThanOrEqualTo(3_000);
          try (SocketChannel other = Crowd.socket(port, 3, 2)) {
            assertThat(other.isConnected()).isTrue();
          }
        });
    assertThat(server.said()).contains("refused: ADDRESS_LIMIT");
  }

  @Test
  void reconnectStormLeavesNothingBehind() throws Exception {
    AtomicInteger storms = new AtomicInteger();
    attacked(
        "reconnect storm",
        _ -> {
          long end = System.nanoTime() + ATTACK.toNanos();
          try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int thread = 0; thread < 2; thread++) {
              int net = 4 + thread;
              threads.execute(
                  () -> {
                    while (System.nanoTime() < end) {
                      comeAndGo(net, storms.incrementAndGet());
                    }
                  });
            }
          }
        });
    say("reconnect storm, connections a second", storms.get() / ATTACK.toSeconds());
    assertThat(storms.get()).isGreaterThan(1_000);
  }

  private static void comeAndGo(int net, int number) {
    try (SocketChannel socket = Crowd.socket(port, net, 1 + number % 200)) {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      if (number % 2 == 0) {
        socket.write(ByteBuffer.wrap(new byte[] {1, 0, 0x60, 0}));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the server does not let anybody in", e);
    }
  }

  @Test
  void framesBeyondTheInFlightCapWaitInTheirOwnConnection() throws Exception {
    Path data = directory.resolve("data");
    long suspended = troubles("reading_suspended");
    TerminalFleet.Crew crew =
        TerminalFleet.Crew.of(1, UPSTREAM_TIMEOUT)
            .from(REGULARS)
            .patience(LIMIT)
            .log("terminals-log-flood.csv");
    try (TerminalFleet one = TerminalFleet.open(data, port, crew)) {
      one.signOn();
      attacked("frames beyond the in-flight cap", _ -> flood(one.terminal(0), one));
    }
    assertThat(troubles("reading_suspended")).isGreaterThan(suspended);
  }

  private static void flood(TerminalSimulator terminal, TerminalFleet fleet) {
    List<CompletableFuture<TerminalAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 4 * IN_FLIGHT; i++) {
      answers.add(
          terminal.sendLater(
              terminal
                  .messages()
                  .purchase(
                      terminal.batch(),
                      terminal.newTrace(),
                      fleet.cards().getFirst(),
                      198, // the scheme never answers this
                      CardEntry.MAGNETIC_WITH_PIN,
                      null,
                      terminal.keys())));
    }
    AtomicInteger most = new AtomicInteger();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              int now =
                  (int) Scraped.from(server.told("console")).value("oneclear_terminals_inflight");
              most.accumulateAndGet(now, Math::max);
              return answers.stream().allMatch(CompletableFuture::isDone);
            });
    assertThat(most.get()).isBetween(IN_FLIGHT / 2, IN_FLIGHT + REGULARS);
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.join().codeOrOutcome()).isEqualTo("98"));
  }

  @Test
  void floodOfTerminalsNobodyKnowsIsAnsweredAndGarbageIsHungUpOn() throws Exception {
    ByteBuffer echoes = Strangers.echoes(directory.resolve("data"), 64);
    long dropped = events("closed_dropped");
    attacked(
        "unknown terminals and garbage",
        crowd -> {
          long end = System.nanoTime() + ATTACK.toNanos();
          SplittableRandom random = new SplittableRandom(5);
          List<SocketChannel> pumps = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            pumps.add(crowd.connect(6, 1 + i));
            pumps.get(i).configureBlocking(false);
          }
          ByteBuffer sink = ByteBuffer.allocate(64 * 1024);
          List<ByteBuffer> sending = pumps.stream().map(_ -> echoes.duplicate()).toList();
          for (int i = 0; System.nanoTime() < end; i++) {
            pump(pumps.get(i % 4), sending.get(i % 4), sink);
            if (i % 500 == 0) {
              garbage(crowd.connect(7, 1 + i / 500 % 200), random);
            }
          }
          int hungUp = crowd.size() - pumps.size();
          await().atMost(LIMIT).until(() -> events("closed_dropped") >= dropped + hungUp);
        });
    assertThat(events("closed_dropped")).isGreaterThan(dropped);
    assertThat(server.said()).contains("cut: DROPPED");
  }

  private static void pump(SocketChannel socket, ByteBuffer sending, ByteBuffer sink)
      throws IOException {
    sink.clear();
    assertThat(socket.read(sink)).as("the server goes on with it").isGreaterThanOrEqualTo(0);
    if (!sending.hasRemaining()) {
      sending.rewind();
    }
    socket.write(sending);
  }

  /** Framed as it should be, and no message. */
  private static void garbage(SocketChannel socket, SplittableRandom random) throws IOException {
    byte[] frame = new byte[2 + 8];
    random.nextBytes(frame);
    frame[0] = 0;
    frame[1] = 8;
    socket.write(ByteBuffer.wrap(frame));
  }

  @Test
  void whoNeverReadsItsAnswersIsCut() throws Exception {
    ByteBuffer echoes = Strangers.echoes(directory.resolve("data"), 64);
    long cut = events("closed_not_reading");
    attacked(
        "clients that never read",
        crowd -> {
          List<ByteBuffer> sending = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            crowd.connectDeaf(8, 1 + i).configureBlocking(false);
            sending.add(echoes.duplicate());
          }
          await()
              .atMost(LIMIT)
              .pollInterval(Duration.ofMillis(5))
              .until(
                  () -> {
                    for (int i = 0; i < 20; i++) {
                      shout(crowd.all().get(i), sending.get(i));
                    }
                    return events("closed_not_reading") >= cut + 20;
                  });
        });
    assertThat(server.said()).contains("cut: NOT_READING");
  }

  private static void shout(SocketChannel socket, ByteBuffer sending) {
    try {
      if (!sending.hasRemaining()) {
        sending.rewind();
      }
      socket.write(sending);
    } catch (IOException e) {
      assertThat(socket.isConnected()).as("it was let in before it was cut").isTrue();
    }
  }
}
