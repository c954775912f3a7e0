package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.reversalOf;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.store.journal.OutcomeModel.Step;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Answer, time-out, the terminal's reversal and its repeat race about the same transactions on the
 * real journal, each from a thread of its own, and in some rounds the journal is shut down
 * meanwhile and a new life recovers. Whatever happens is what would have happened one after another
 * in some order ({@link OutcomeModel}): exactly one outcome, and no more than one reversal.
 *
 * <p>More rounds: {@code -Drace.rounds=200}; a round is {@value #TRANSACTIONS} transactions.
 */
class OutcomeRaceTest {

  private static final int ROUNDS = Integer.getInteger("race.rounds", 8);
  private static final int ROUNDS_TO_LOSE = 20;
  private static final int TRANSACTIONS = 100;

  private final Transactions make = new Transactions();
  private final Random random = new Random(20_261_127);
  private int terminals;

  /** What a round is played on: the journal, or something that only looks like it. */
  private interface Told {
    String conclude(PostgresJournal journal, JournalEntry entry);
  }

  private static final Told HONEST =
      (journal, entry) -> told(journal.conclude(entry, approved()).join());

  /** Takes every answer as the outcome, whoever decided before. */
  private static final Told CARELESS =
      (journal, entry) -> {
        Concluded concluded = journal.conclude(entry, approved()).join();
        return told(new Concluded(true, concluded.entry()));
      };

  @Test
  void everyOutcomeIsThatOfSomeOrder() throws SQLException {
    try (TestPostgres postgres = TestPostgres.fresh()) {
      PostgresJournal journal = open(postgres);
      List<String> wrong = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        boolean shutDown = round % 4 == 3;
        List<Played> played = play(journal, HONEST, shutDown);
        if (shutDown) {
          journal = open(postgres);
          journal.recover(_ -> make.nextKey()).join();
        }
        wrong.addAll(judge(postgres, journal, played, shutDown));
      }
      journal.close();
      assertThat(wrong).isEmpty();
      assertThat(new Audit(postgres.database(), List.of(new JournalRules())).run())
          .allMatch(Finding::clean);
    }
  }

  @Test
  void whoIgnoresThatHeLostIsCaught() throws SQLException {
    try (TestPostgres postgres = TestPostgres.fresh()) {
      PostgresJournal journal = open(postgres);
      List<String> wrong = new ArrayList<>();
      // In one round the answer may be first everywhere, and then there is nothing to ignore.
      for (int round = 0; round < ROUNDS_TO_LOSE && wrong.isEmpty(); round++) {
        wrong.addAll(judge(postgres, journal, play(journal, CARELESS, false), false));
      }
      journal.close();
      assertThat(wrong).isNotEmpty();
    }
  }

  /** One transaction and what each of the racers was told; null: its call failed. */
  private record Played(Intent intent, Map<Step, String> told) {}

  private static PostgresJournal open(TestPostgres postgres) {
    return PostgresJournal.open(
        postgres.database(),
        JournalConfig.forNode(1),
        JournalMetrics.NONE,
        () -> Runnable::run,
        new NumberClock(() -> NOW));
  }

  private List<Played> play(PostgresJournal journal, Told told, boolean shutDown) {
    List<JournalEntry> sent = new ArrayList<>();
    List<Played> played = new ArrayList<>();
    List<CompletableFuture<Recorded>> begun = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      Intent intent = make.purchase(terminal(++terminals), 100 + i);
      begun.add(journal.begin(intent).thenApply(Recorded.class::cast));
      played.add(new Played(intent, Collections.synchronizedMap(new EnumMap<>(Step.class))));
    }
    begun.forEach(each -> sent.add(each.join().entry()));
    CyclicBarrier start = new CyclicBarrier(Step.values().length + (shutDown ? 1 : 0));
    try (ExecutorService racers = Executors.newCachedThreadPool()) {
      for (Step step : Step.values()) {
        List<Integer> order = shuffled();
        racers.execute(
            () -> {
              await(start);
              try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int each : order) {
                  calls.execute(
                      () -> {
                        String heard = call(step, journal, told, sent.get(each));
                        if (heard != null) {
                          played.get(each).told.put(step, heard);
                        }
                      });
                }
              }
            });
      }
      if (shutDown) {
        racers.execute(
            () -> {
              await(start);
              journal.close();
            });
      }
    }
    return played;
  }

  private String call(Step step, PostgresJournal journal, Told told, JournalEntry entry) {
    try {
      return switch (step) {
        case ANSWER -> told.conclude(journal, entry);
        case TIME_OUT -> told(journal.timeOut(entry, make.nextKey()).join());
        case REVERSAL ->
            journal.reverse(reversalOf(entry.intent()), _ -> make.nextKey()).join().how().name();
        case REPEAT -> journal.begin(entry.intent()).join().getClass().getSimpleName();
      };
    } catch (RuntimeException e) {
      return null; // the journal was shut down: it may have happened or not
    }
  }

  private static String told(Concluded concluded) {
    return concluded.won() ? "won" : "lost";
  }

  private List<String> judge(
      TestPostgres postgres, PostgresJournal journal, List<Played> played, boolean recovered)
      throws SQLException {
    List<String> wrong = new ArrayList<>();
    for (Played each : played) {
      JournalEntry found = journal.find(each.intent.key()).join().orElseThrow();
      long reversals =
          postgres.number(
              "SELECT count(*) FROM store_and_forward WHERE transaction_id = " + each.intent.id());
      if (!OutcomeModel.explains(each.told, found.state(), reversals, recovered)) {
        wrong.add(each.told + " → " + found.state() + " with " + reversals + " reversals");
      }
    }
    return wrong;
  }

  private List<Integer> shuffled() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    return order;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
