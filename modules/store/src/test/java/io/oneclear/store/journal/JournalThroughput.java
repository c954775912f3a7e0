package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.terminal;

import io.oneclear.store.TestPostgres;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;

/**
 * How many purchases a second the journal takes: intent and outcome, both durable. Not part of the
 * tests; run its main with the number of purchases, in flight, and writers.
 */
final class JournalThroughput {

  private static final Logger OUT = Logger.getLogger(JournalThroughput.class.getName());
  private static final int TERMINALS = 5_000;

  private JournalThroughput() {}

  public static void main(String[] arguments) throws Exception {
    int purchases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int inFlight = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
    int writers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    Groups groups = new Groups();
    try (TestPostgres postgres = TestPostgres.fresh();
        ExecutorService completions = Executors.newFixedThreadPool(1);
        PostgresJournal journal =
            PostgresJournal.open(
                postgres.database(),
                new JournalConfig(
                    1,
                    writers,
                    8_192,
                    512,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(15)),
                groups,
                () -> completions,
                new NumberClock(InstantSource.fixed(Transactions.NOW)))) {
      run(journal, purchases / 10, inFlight, 0);
      groups.reset();
      long nanos = run(journal, purchases, inFlight, purchases / 10);
      OUT.info(
          "%d purchases, %d in flight, %d writers: %.0f pairs/s, %.1f operations a commit, %.2f ms a commit"
              .formatted(
                  purchases,
                  inFlight,
                  writers,
                  purchases * 1e9 / nanos,
                  groups.operationsPerCommit(),
                  groups.millisPerCommit()));
      OUT.info(
          "HOT updates "
              + postgres.text(
                  "SELECT sum(n_tup_hot_upd) || ' of ' || sum(n_tup_upd) || ', size ' ||"
                      + " pg_size_pretty(sum(pg_total_relation_size(relid))) FROM"
                      + " pg_stat_user_tables WHERE relname LIKE 'card_transaction_2%'"));
      if (postgres.number("SELECT count(*) FROM card_transaction WHERE state = 'APPROVED'")
          != purchases + purchases / 10) {
        throw new IllegalStateException("not every purchase was approved");
      }
    }
  }

  private static long run(PostgresJournal journal, int purchases, int inFlight, int done)
      throws InterruptedException {
    Transactions make = new Transactions(done);
    Semaphore room = new Semaphore(inFlight);
    CountDownLatch open = new CountDownLatch(purchases);
    AtomicLong failures = new AtomicLong();
    long began = System.nanoTime();
    for (int i = 0; i < purchases; i++) {
      room.acquire();
      var unused =
          journal
              .begin(make.purchase(terminal(i % TERMINALS), 100))
              .thenCompose(begun -> journal.conclude(((Recorded) begun).entry(), approved()))
              .whenComplete(
                  (_, failure) -> {
                    if (failure != null) {
                      failures.incrementAndGet();
                    }
                    room.release();
                    open.countDown();
                  });
    }
    open.await();
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " purchases failed");
    }
    return System.nanoTime() - began;
  }

  private static final class Groups implements JournalMetrics {
    private final LongAdder commits = new LongAdder();
    private final LongAdder operations = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void reset() {
      commits.reset();
      operations.reset();
      nanos.reset();
    }

    double operationsPerCommit() {
      return (double) operations.sum() / commits.sum();
    }

    double millisPerCommit() {
      return nanos.sum() / 1e6 / commits.sum();
    }

    @Override
    public void committed(int count, long longestWaitNanos, long commitNanos) {
      commits.increment();
      operations.add(count);
      nanos.add(commitNanos);
    }

    @Override
    public void queueDepth(int waiting) {}

    @Override
    public void refusedForOverload() {}

    @Override
    public void groupSplit(int count) {}

    @Override
    public void expired() {}

    @Override
    public void commitInDoubt(boolean committed) {}
  }
}
