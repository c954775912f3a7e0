package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.process.Postmaster;
import io.oneclear.faults.proxy.Act;
import io.oneclear.faults.proxy.Direction;
import io.oneclear.faults.proxy.Frame;
import io.oneclear.faults.proxy.FramePlan;
import io.oneclear.simulator.terminal.TerminalAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PostgreSQL that is killed, stopped, frozen, cut off, or whose COMMIT is never answered. The
 * switch declines in time, approves nothing it has no row for, and goes on by itself afterwards.
 */
@Tag("fault")
class DatabaseFaultsTest {

  /**
   * The switch gives a request up after 30 s; a terminal on a busy machine sees it a little later.
   */
  private static final Duration DEADLINE = Stand.LONGEST_ANSWER;

  private static final Duration FROZEN = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static Stand stand;

  @BeforeAll
  static void start() throws InterruptedException {
    stand = Stand.start(directory, 4);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @AfterEach
  void allAgree() throws Exception {
    stand.toDatabase.plan(FramePlan.PASS).heal();
    long life = stand.server().pid();
    stand.awaitSelling(3);
    assertThat(stand.server().alive()).as("no restart of the switch").isTrue();
    assertThat(stand.server().pid()).isEqualTo(life);
    stand.assertThatAllAgree();
  }

  @Test
  void aKilledPostgresqlIsStartedAgainWhileTerminalsSell() throws Exception {
    stand.fleet.beginSelling(31);
    awaitDeals(20);
    Postmaster.of(stand.data).kill();
    await().atMost(Duration.ofMinutes(2)).until(DatabaseFaultsTest::runs);
    stand.fleet.endSelling(Duration.ofMinutes(4));
  }

  @Test
  void aPostgresqlThatIsStoppedImmediatelyIsStartedAgainWhileTerminalsSell() throws Exception {
    stand.fleet.beginSelling(32);
    awaitDeals(20);
    Postmaster.of(stand.data).stopImmediately();
    await().atMost(Duration.ofMinutes(2)).until(DatabaseFaultsTest::runs);
    stand.fleet.endSelling(Duration.ofMinutes(4));
  }

  @Test
  void aFrozenPostgresqlMeansADeclineInTime() {
    Postmaster postgres = Postmaster.of(stand.data);
    long frozen = System.nanoTime();
    postgres.freeze();
    try {
      TerminalAnswer told = stand.fleet.twin(0, false).purchase(stand.fleet.cards().get(5), 12_300);
      assertThat(told.codeOrOutcome()).isEqualTo("96");
      assertThat(told.took()).isLessThan(DEADLINE);
      await()
          .atMost(FROZEN.plusSeconds(5))
          .until(() -> System.nanoTime() - frozen > FROZEN.toNanos());
    } finally {
      postgres.thaw();
    }
  }

  @Test
  void aDatabaseThatIsLockedForWritersMeansADeclineInTime() throws Exception {
    var at = stand.postgres.connection();
    try (Connection other = DriverManager.getConnection(at.url(), at.user(), at.password());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE card_transaction IN ACCESS EXCLUSIVE MODE");
      TerminalAnswer told = stand.fleet.twin(1, false).purchase(stand.fleet.cards().get(6), 12_400);
      assertThat(told.codeOrOutcome()).isEqualTo("96");
      assertThat(told.took()).isLessThan(DEADLINE);
      other.rollback();
    }
  }

  @Test
  void aCommitThatWasDoneAndNeverAnsweredIsNeitherLostNorDoneTwice() throws Exception {
    commitsCut(frame -> frame.direction() == Direction.TO_CLIENT && frame.contains("COMMIT\0"));
  }

  @Test
  void aCommitThatNeverArrivedIsNeitherLostNorDoneTwice() throws Exception {
    commitsCut(new CommitsOnTheirWay());
  }

  /** Sees a COMMIT in clear, and one that was prepared: then only its name goes by. */
  private static final class CommitsOnTheirWay implements Predicate<Frame> {

    private static final int AFTER_TYPE_AND_LENGTH = 5;

    private final Map<Integer, String> prepared = new ConcurrentHashMap<>();

    @Override
    public boolean test(Frame frame) {
      if (frame.direction() != Direction.TO_SERVER) {
        return false;
      }
      byte[] bytes = frame.bytes();
      return switch (bytes[0]) {
        case 'Q' -> frame.contains("COMMIT");
        case 'P' -> {
          boolean commit = frame.contains("COMMIT\0");
          if (commit) {
            prepared.put(frame.connection(), text(bytes, AFTER_TYPE_AND_LENGTH));
          }
          yield commit;
        }
        case 'B' -> {
          String portal = text(bytes, AFTER_TYPE_AND_LENGTH);
          String statement = text(bytes, AFTER_TYPE_AND_LENGTH + portal.length() + 1);
          yield !statement.isEmpty() && statement.equals(prepared.get(frame.connection()));
        }
        default -> false;
      };
    }

    /** The text at this place, which ends with a zero. */
    private static String text(byte[] bytes, int from) {
      int end = from;
      while (bytes[end] != 0) {
        end++;
      }
      return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
  }

  /** Every fifth COMMIT is cut, before it arrives or before its answer does. */
  private static void commitsCut(Predicate<Frame> commit) throws Exception {
    AtomicInteger commits = new AtomicInteger();
    AtomicInteger cut = new AtomicInteger();
    stand.toDatabase.plan(
        frame -> {
          if (commit.test(frame) && commits.incrementAndGet() % 5 == 0) {
            cut.incrementAndGet();
            return new Act.Broken(0, true);
          }
          return Act.PASS;
        });
    // What a connection has prepared is seen from its beginning.
    stand.toDatabase.reset();
    stand.fleet.beginSelling(4);
    try {
      await().atMost(Duration.ofMinutes(2)).until(() -> cut.get() >= 8);
    } finally {
      stand.toDatabase.plan(FramePlan.PASS);
      stand.fleet.endSelling(Duration.ofMinutes(4));
    }
  }

  @Test
  void aPartitionFromTheDatabaseMeansDeclinesUntilItHeals() {
    stand.toDatabase.partition();
    TerminalAnswer told = stand.fleet.twin(2, false).purchase(stand.fleet.cards().get(7), 12_500);
    assertThat(told.codeOrOutcome()).isEqualTo("96");
    assertThat(told.took()).isLessThan(DEADLINE);
  }

  @Test
  void aFlappingLineToTheDatabaseIsNotStormed() throws Exception {
    int before = stand.toDatabase.connections();
    long began = System.nanoTime();
    stand.fleet.beginSelling(91);
    stand.toDatabase.flap(Duration.ofMillis(700), Duration.ofMillis(700));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> System.nanoTime() - began > Duration.ofSeconds(10).toNanos());
    stand.toDatabase.heal();
    stand.fleet.endSelling(Duration.ofMinutes(4));
    double seconds = (System.nanoTime() - began) / 1e9;
    assertThat((stand.toDatabase.connections() - before) / seconds)
        .as("connections a second, with pools of 10 and 4")
        .isLessThan(40);
  }

  private static void awaitDeals(int count) {
    long before = stand.buysDone();
    await().atMost(Duration.ofMinutes(2)).until(() -> stand.buysDone() >= before + count);
  }

  private static boolean runs() {
    try {
      return Postmaster.of(stand.data).alive();
    } catch (RuntimeException notYet) {
      return false;
    }
  }
}
