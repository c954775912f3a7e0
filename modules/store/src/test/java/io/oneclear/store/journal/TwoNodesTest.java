package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.LINK;
import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one database: who lives, and who undoes what a dead one left. */
class TwoNodesTest {

  private static final Duration HEARTBEAT = Duration.ofMillis(50);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Transactions make = new Transactions();
  private final AtomicInteger takeOvers = new AtomicInteger();
  private final List<PostgresJournal> open = new ArrayList<>();
  private TestPostgres postgres;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
  }

  @AfterEach
  void close() throws SQLException {
    open.forEach(PostgresJournal::close);
    assertThat(new Audit(postgres.database(), List.of(new JournalRules())).run())
        .allMatch(Finding::clean);
    postgres.close();
  }

  private PostgresJournal node(int number) {
    return node(number, _ -> make.nextKey());
  }

  private PostgresJournal node(int number, Function<String, UpstreamKey> reversalKeys) {
    return node(number, reversalKeys, new NumberClock(() -> NOW));
  }

  private PostgresJournal node(
      int number, Function<String, UpstreamKey> reversalKeys, NumberClock clock) {
    PostgresJournal journal =
        PostgresJournal.open(
            postgres.database(),
            new JournalConfig(
                number,
                1,
                1_000,
                100,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                HEARTBEAT,
                LEASE),
            new Counting(),
            () -> Runnable::run,
            clock);
    open.add(journal);
    journal.recover(reversalKeys).join();
    return journal;
  }

  private final class Counting extends QuietMetrics {
    @Override
    public void tookOver(int undecided) {
      takeOvers.incrementAndGet();
    }
  }

  /** The database takes no beat and no new life of a node, as if it were frozen or cut off. */
  private void heartStandsStill(int node) throws SQLException {
    postgres.run(
        """
        CREATE FUNCTION not_heard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.node = %d AND NEW.held_by = %d THEN
            RAISE EXCEPTION 'not heard';
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER not_heard BEFORE UPDATE ON switch_lease
          FOR EACH ROW EXECUTE FUNCTION not_heard()
        """
            .formatted(node, node));
  }

  private void heartIsHeardAgain() throws SQLException {
    postgres.run("DROP FUNCTION not_heard CASCADE");
  }

  private void nobodyLooksAfter(int node) {
    await()
        .atMost(SOON)
        .until(
            () ->
                postgres.number(
                        "SELECT count(*) FROM switch_lease WHERE held_by IS NULL AND node = "
                            + node)
                    == 1);
  }

  private static JournalEntry begin(PostgresJournal journal, Intent intent) {
    return ((Recorded) journal.begin(intent).join()).entry();
  }

  private static TransactionState state(PostgresJournal journal, JournalEntry entry) {
    return journal.find(entry.intent().key()).join().orElseThrow().state();
  }

  @Test
  void whatADeadNodeLeftUndecidedIsUndoneByAnother() throws SQLException {
    PostgresJournal dead = node(2);
    JournalEntry sold = begin(dead, make.purchase(terminal(1), 100));
    assertThat(dead.conclude(sold, approved()).join().won()).isTrue();
    JournalEntry other = begin(dead, make.purchase(terminal(2), 100));
    assertThat(dead.conclude(other, approved()).join().won()).isTrue();
    JournalEntry purchase = begin(dead, make.purchase(terminal(3), 300));
    JournalEntry undone = begin(dead, make.voidOf(sold.intent()));
    JournalEntry refund = begin(dead, make.refundOf(other.intent(), 10));
    heartStandsStill(2);
    PostgresJournal alive = node(1);
    nobodyLooksAfter(2);
    assertThat(state(alive, purchase)).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(state(alive, undone)).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(state(alive, refund)).isEqualTo(TransactionState.SENT);
    assertThat(alive.due(NOW, Set.of(LINK), 10).join())
        .extracting(StoredAdvice::type)
        .containsExactlyInAnyOrder(
            StoredAdvice.Type.REVERSAL, StoredAdvice.Type.REVERSAL, StoredAdvice.Type.REPEAT);
    assertThat(takeOvers).hasValue(1);
    heartIsHeardAgain();
  }

  @Test
  void aNodeThatBeginsWithItsClockSetBackGivesLaterNumbersThanInItsLifeBefore() {
    NumberClock first = new NumberClock(() -> NOW);
    PostgresJournal before = node(7, _ -> make.nextKey(), first);
    Instant written = first.ahead(Duration.ZERO);
    before.close();
    NumberClock second = new NumberClock(() -> NOW.minus(Duration.ofHours(1)));
    node(7, _ -> make.nextKey(), second);
    assertThat(written).isAfter(NOW);
    assertThat(second.instant()).isAfter(written);
  }

  @Test
  void aNodeThatWasTakenOverWritesNothingUntilItHasBegunAnewAndThenServesAgain()
      throws SQLException {
    PostgresJournal frozen = node(2);
    JournalEntry undecided = begin(frozen, make.purchase(terminal(1), 100));
    PostgresJournal alive = node(1);
    heartStandsStill(2);
    nobodyLooksAfter(2);
    assertThatThrownBy(() -> frozen.conclude(undecided, approved()).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(JournalException.class)
        .hasMessageContaining("taken over");
    assertThat(state(alive, undecided)).isEqualTo(TransactionState.TIMED_OUT);
    heartIsHeardAgain();
    Intent next = make.purchase(terminal(1), 200);
    await().atMost(SOON).ignoreExceptions().until(() -> frozen.begin(next).join() != null);
    assertThat(frozen.conclude(undecided, approved()).join().won()).isFalse();
    assertThat(frozen.replaced()).isNotDone();
    assertThat(postgres.number("SELECT life FROM switch_node WHERE node = 2")).isEqualTo(3);
    assertThat(postgres.number("SELECT life FROM switch_node WHERE node = 1")).isEqualTo(1);
  }

  @Test
  void ofTwoThatWouldTakeOverOneDoes() throws SQLException {
    PostgresJournal dead = node(2);
    JournalEntry undecided = begin(dead, make.purchase(terminal(1), 100));
    heartStandsStill(2);
    PostgresJournal one = node(1);
    node(3);
    nobodyLooksAfter(2);
    assertThat(takeOvers).hasValue(1);
    assertThat(postgres.number("SELECT life FROM switch_node WHERE node = 2")).isEqualTo(2);
    assertThat(postgres.number("SELECT count(*) FROM store_and_forward")).isEqualTo(1);
    assertThat(state(one, undecided)).isEqualTo(TransactionState.TIMED_OUT);
    heartIsHeardAgain();
  }

  @Test
  void nodesThatBeatAreLeftAlone() {
    node(1);
    node(2);
    String beats = "SELECT min(beats) FROM switch_lease";
    await().atMost(SOON).until(() -> postgres.number(beats) > 60);
    assertThat(takeOvers).hasValue(0);
  }

  @Test
  void anAdviceADeadNodeHadLeasedIsDueForTheOneThatTookOver() throws SQLException {
    PostgresJournal dead = node(2);
    JournalEntry timedOut = begin(dead, make.purchase(terminal(1), 100));
    assertThat(dead.timeOut(timedOut, make.nextKey()).join().won()).isTrue();
    assertThat(dead.due(NOW, Set.of(LINK), 10).join()).hasSize(1);
    PostgresJournal alive = node(1);
    assertThat(alive.due(NOW, Set.of(LINK), 10).join()).isEmpty();
    heartStandsStill(2);
    nobodyLooksAfter(2);
    assertThat(alive.due(NOW, Set.of(LINK), 10).join()).hasSize(1);
    heartIsHeardAgain();
  }

  @Test
  void takingOverIsTriedAgainUntilAllIsUndone() throws SQLException {
    PostgresJournal dead = node(2);
    JournalEntry undecided = begin(dead, make.purchase(terminal(1), 100));
    heartStandsStill(2);
    AtomicInteger asked = new AtomicInteger();
    PostgresJournal alive =
        node(
            1,
            _ -> {
              if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("the link is not there yet");
              }
              return make.nextKey();
            });
    nobodyLooksAfter(2);
    assertThat(asked).hasValue(3);
    assertThat(state(alive, undecided)).isEqualTo(TransactionState.TIMED_OUT);
    heartIsHeardAgain();
  }

  @Test
  void theTakerDiesInItsTurnAndAThirdGoesOn() throws SQLException {
    PostgresJournal dead = node(2);
    JournalEntry undecided = begin(dead, make.purchase(terminal(1), 100));
    heartStandsStill(2);
    PostgresJournal taker =
        node(
            1,
            _ -> {
              throw new IllegalStateException("never");
            });
    await()
        .atMost(SOON)
        .until(() -> postgres.number("SELECT held_by FROM switch_lease WHERE node = 2") == 1);
    taker.close();
    open.remove(taker);
    PostgresJournal third = node(3);
    nobodyLooksAfter(2);
    assertThat(state(third, undecided)).isEqualTo(TransactionState.TIMED_OUT);
    heartIsHeardAgain();
  }

  @Test
  void aSecondProcessWithTheSameNumberEndsTheFirst() {
    PostgresJournal first = node(1);
    PostgresJournal second = node(1);
    await().atMost(SOON).until(() -> first.replaced().isDone());
    assertThatThrownBy(() -> first.begin(make.purchase(terminal(1), 1)).join())
        .hasCauseInstanceOf(JournalException.class);
    assertThat(second.begin(make.purchase(terminal(1), 1)).join()).isInstanceOf(Recorded.class);
    assertThat(second.replaced()).isNotDone();
  }

  @Test
  void aNodeThatEndsInOrderLeavesNothingToTakeOver() throws SQLException {
    PostgresJournal ending = node(2);
    JournalEntry sold = begin(ending, make.purchase(terminal(1), 100));
    assertThat(ending.conclude(sold, approved()).join().won()).isTrue();
    ending.close();
    open.remove(ending);
    assertThat(postgres.text("SELECT held_by FROM switch_lease WHERE node = 2")).isNull();
  }
}
