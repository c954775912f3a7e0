package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.journal.chain.ChainRules;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal when the database is not as it should be. */
class JournalTroubleTest {

  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final Transactions make = new Transactions();
  private final ExecutorService completions = Executors.newFixedThreadPool(2);
  private final AtomicInteger splits = new AtomicInteger();
  private final List<Boolean> doubts = new ArrayList<>();
  private TestPostgres postgres;
  private FaultyDataSource faults;
  private PostgresJournal journal;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
    faults = new FaultyDataSource(postgres.database().journalDataSource());
  }

  @AfterEach
  void close() throws SQLException {
    if (journal != null) {
      journal.close();
    }
    assertThat(new Audit(postgres.database(), List.of(new ChainRules(TestPostgres.SEAL_KEY))).run())
        .isNotEmpty()
        .allMatch(Finding::clean);
    postgres.close();
    completions.shutdown();
  }

  private void openJournal(int queueCapacity) {
    journal =
        PostgresJournal.open(
            postgres.database(),
            faults.dataSource(),
            new JournalConfig(
                1,
                1,
                queueCapacity,
                100,
                DEADLINE,
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15)),
            new Recording(),
            () -> completions,
            new NumberClock(() -> NOW));
  }

  @Test
  void commitThatIsLostOnTheWayBackIsFoundToBeDone() throws SQLException {
    openJournal(100);
    faults.next(FaultyDataSource.Fault.LOST_AFTER_COMMIT);
    Begun begun = journal.begin(make.purchase(terminal(1), 100)).join();
    assertThat(faults.happened()).isTrue();
    assertThat(begun).isInstanceOf(Recorded.class);
    assertThat(doubts).containsExactly(true);
    assertThat(postgres.number("SELECT count(*) FROM card_transaction")).isEqualTo(1);
  }

  @Test
  void commitThatNeverArrivedIsDoneAgain() throws SQLException {
    openJournal(100);
    faults.next(FaultyDataSource.Fault.LOST_BEFORE_COMMIT);
    Begun begun = journal.begin(make.purchase(terminal(1), 100)).join();
    assertThat(begun).isInstanceOf(Recorded.class);
    assertThat(doubts).containsExactly(false);
    JournalEntry entry = ((Recorded) begun).entry();
    faults.next(FaultyDataSource.Fault.LOST_BEFORE_COMMIT);
    assertThat(journal.conclude(entry, approved()).join().won()).isTrue();
    assertThat(postgres.text("SELECT state FROM card_transaction")).isEqualTo("APPROVED");
  }

  /** The server ends itself in the commit, and its answer is not that the connection is gone. */
  @Test
  void commitThatTheServerCouldNotFlushIsFoundToBeDoneAfterItsRecovery() throws SQLException {
    openJournal(100);
    faults.next(FaultyDataSource.Fault.FLUSH_FAILED);
    JournalEntry entry = ((Recorded) journal.begin(make.purchase(terminal(1), 100)).join()).entry();
    assertThat(doubts).containsExactly(true);
    assertThat(journal.conclude(entry, approved()).join().won()).isTrue();
    assertThat(postgres.number("SELECT count(*) FROM journal_chain WHERE writer = 1")).isEqualTo(2);
  }

  @Test
  void commitForWhichTheServersLogHadNoRoomIsDoneAgain() throws SQLException {
    openJournal(100);
    faults.next(FaultyDataSource.Fault.LOG_FULL);
    JournalEntry entry = ((Recorded) journal.begin(make.purchase(terminal(1), 100)).join()).entry();
    assertThat(doubts).containsExactly(false);
    assertThat(journal.conclude(entry, approved()).join().won()).isTrue();
  }

  @Test
  void transactionNumberThatTheServerGaveAgainAfterACrashIsNoProofOfACommit() throws SQLException {
    openJournal(100);
    faults.next(FaultyDataSource.Fault.LOST_AND_ITS_NUMBER_GIVEN_AGAIN);
    Begun begun = journal.begin(make.purchase(terminal(1), 100)).join();
    assertThat(begun).isInstanceOf(Recorded.class);
    assertThat(doubts).containsExactly(false);
    assertThat(postgres.number("SELECT count(*) FROM card_transaction")).isEqualTo(1);
    JournalEntry entry = ((Recorded) begun).entry();
    faults.next(FaultyDataSource.Fault.LOST_AND_ITS_NUMBER_GIVEN_AGAIN);
    assertThat(journal.conclude(entry, approved()).join().won()).isTrue();
    assertThat(postgres.text("SELECT state FROM card_transaction")).isEqualTo("APPROVED");
  }

  @Test
  void poisonedOperationDoesNotHarmItsNeighbours() {
    openJournal(100);
    List<CompletableFuture<Begun>> begun = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      // The table refuses a negative amount.
      begun.add(journal.begin(make.purchase(terminal(i), i == 23 ? -1 : 100)));
    }
    for (int i = 0; i < 60; i++) {
      CompletableFuture<Begun> each = begun.get(i);
      if (i == 23) {
        assertThatThrownBy(each::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(JournalException.class)
            .hasMessageContaining("refused by the database");
      } else {
        assertThat(each.join()).isInstanceOf(Recorded.class);
      }
    }
    assertThat(splits.get()).isPositive();
  }

  @Test
  void fullQueueRefusesAtOnce() throws SQLException {
    openJournal(5);
    List<CompletableFuture<Begun>> begun = new ArrayList<>();
    try (Connection blocker = postgres.database().dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("SELECT * FROM business_day FOR UPDATE");
      for (int i = 0; i < 60; i++) {
        begun.add(journal.begin(make.purchase(terminal(i), 100)));
      }
      // The writer takes one, then what has come meanwhile: it may have one more than a full queue
      // in hand while a full one waits behind it.
      List<CompletableFuture<Begun>> refused =
          begun.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
      assertThat(refused).hasSizeBetween(49, 55);
      assertThat(refused)
          .allSatisfy(
              each ->
                  assertThatThrownBy(each::join)
                      .hasCauseInstanceOf(JournalException.class)
                      .hasMessageContaining("overloaded"));
      blocker.rollback();
    }
    assertThat(begun.getFirst().join()).isInstanceOf(Recorded.class);
  }

  @Test
  void whatIsNotWrittenInTimeFailsAndIsDeclinedIfItWasWrittenAfterAll() throws SQLException {
    openJournal(100);
    Intent intent = make.purchase(terminal(1), 100);
    CompletableFuture<Begun> begun;
    try (Connection blocker = postgres.database().dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("SELECT * FROM business_day FOR UPDATE");
      begun = journal.begin(intent);
      await()
          .atMost(DEADLINE.plusSeconds(2))
          .untilAsserted(() -> assertThat(begun).isCompletedExceptionally());
      blocker.rollback();
    }
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(journal.find(intent.key()).join())
                    .hasValueSatisfying(
                        entry -> assertThat(entry.state()).isEqualTo(TransactionState.DECLINED)));
  }

  @Test
  void killedServerLosesNothingThatWasAcknowledgedAndTheJournalGoesOnByItself() throws Exception {
    openJournal(4_000);
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger failed = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      if (i == 1_000) {
        await().until(() -> acknowledged.size() > 100);
        kill();
      }
      all.add(
          journal
              .begin(make.purchase(terminal(i), 100))
              .thenCompose(begun -> journal.conclude(((Recorded) begun).entry(), approved()))
              .handle(
                  (concluded, failure) -> {
                    if (failure == null) {
                      acknowledged.add(concluded.entry().id());
                    } else {
                      assertThat(failure).hasRootCauseInstanceOf(JournalException.class);
                      failed.incrementAndGet();
                    }
                    return null;
                  }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    assertThat(acknowledged.size() + failed.get()).isEqualTo(3_000);
    await()
        .atMost(20, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(journal.begin(make.purchase(terminal(1), 1)).join())
                    .isInstanceOf(Recorded.class));
    assertThat(
            postgres.number(
                "SELECT count(*) FROM card_transaction WHERE state = 'APPROVED' AND id = ANY ('{"
                    + String.join(",", acknowledged.stream().map(String::valueOf).toList())
                    + "}')"))
        .isEqualTo(acknowledged.size());
  }

  private static void kill() {
    long server = TestPostgres.server().processId().orElseThrow();
    ProcessHandle handle = ProcessHandle.of(server).orElseThrow();
    handle.destroyForcibly();
  }

  private final class Recording implements JournalMetrics {
    @Override
    public void committed(int operations, long longestWaitNanos, long commitNanos) {}

    @Override
    public void queueDepth(int waiting) {}

    @Override
    public void refusedForOverload() {}

    @Override
    public void groupSplit(int operations) {
      splits.incrementAndGet();
    }

    @Override
    public void expired() {}

    @Override
    public void commitInDoubt(boolean committed) {
      doubts.add(committed);
    }
  }
}
