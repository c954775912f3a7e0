package io.oneclear.store.journal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import io.oneclear.store.journal.chain.Chain;
import io.oneclear.store.journal.chain.Opening;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.life.LifeKeeper;
import io.oneclear.store.journal.life.Lives;
import io.oneclear.store.journal.life.NodeLife;
import io.oneclear.store.seal.SealKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on PostgreSQL: many operations share one commit.
 *
 * <p>Operations on one terminal go through one writer, in the order they came. A future fails with
 * {@link JournalException} at once if the queue is full, and at its deadline if the database does
 * not answer; the change may then still become durable a little later, but never after a change
 * that was asked for afterwards. An intent that becomes durable after its future has failed was
 * never sent: the journal declines it with 96 by itself.
 */
public final class PostgresJournal implements Journal, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);
  private static final Duration EXPIRY_CHECK_EVERY = Duration.ofMillis(100);
  private static final Duration WATERMARK_EVERY = Duration.ofSeconds(5);

  /** An intent may have been received this long before it reaches the journal. */
  private static final Duration WATERMARK_MARGIN = Duration.ofMinutes(2);

  private static final int READERS = 4;

  /** More than a restart explains, after which numbers are a few seconds ahead. */
  private static final Duration NOTABLY_BEHIND = Duration.ofSeconds(15);

  private final JournalConfig config;
  private final SealKey sealKey;
  private final JournalMetrics metrics;
  private final Supplier<Executor> callers;
  private final InstantSource clock;
  private final Undecided undecided;
  private final Lifetime life;
  private final AtomicReference<Instant> watermark;
  private final List<Writer> writers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final SideLane reads;
  private final SideLane lateAnswers;
  private final ScheduledExecutorService housekeeping;

  /**
   * Begins a new life of the node: units of work of an earlier one can no longer commit. A business
   * day must be open.
   *
   * @param callers asked on the thread that asks for a change: where what hangs on its future will
   *     run; never on the writers
   * @param clock what the node's numbers are made from: it goes on where the life before was
   * @throws StoreException if the database cannot be used
   */
  public static PostgresJournal open(
      Database database,
      JournalConfig config,
      JournalMetrics metrics,
      Supplier<Executor> callers,
      NumberClock clock) {
    return open(database, database.journalDataSource(), config, metrics, callers, clock);
  }

  /** With connections for the writers that are not the database's own. */
  static PostgresJournal open(
      Database database,
      DataSource forWriters,
      JournalConfig config,
      JournalMetrics metrics,
      Supplier<Executor> callers,
      NumberClock clock) {
    Opening.ofExistingRows(database);
    LifeKeeper.Config lives =
        new LifeKeeper.Config(
            config.node(), UUID.randomUUID(), config.heartbeat(), config.lifeLease());
    NodeLife life =
        database.unitOfWork(
            connection -> Lives.begin(connection, lives, clock.wall().instant(), clock));
    clock.writtenDown(life.numbersUntil());
    if (clock.behind().compareTo(NOTABLY_BEHIND) > 0) {
      LOG.warn(
          "node={} numbers go on from {}: the clock is {} behind what the node has used",
          config.node(),
          clock.instant(),
          clock.behind());
    }
    PostgresJournal journal =
        new PostgresJournal(database, forWriters, config, life, metrics, callers, clock);
    journal.start(lives, database);
    return journal;
  }

  private PostgresJournal(
      Database database,
      DataSource forWriters,
      JournalConfig config,
      NodeLife life,
      JournalMetrics metrics,
      Supplier<Executor> callers,
      NumberClock clock) {
    this.config = config;
    this.sealKey = database.sealKey();
    this.metrics = metrics;
    this.callers = callers;
    this.clock = clock.wall();
    this.undecided = new Undecided(this::neverSent);
    this.watermark = new AtomicReference<>(life.undecidedSince());
    this.reads = new SideLane("journal-read", READERS, database, config, metrics, callers);
    this.life =
        new Lifetime(
            new Lifetime.Parts(
                config, metrics, undecided, clock, WATERMARK_MARGIN, reads, this::put),
            life);
    this.lateAnswers = new SideLane("journal-late", 1, database, config, metrics, callers);
    this.housekeeping =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("journal-housekeeping").factory());
    Writer.Shared shared =
        new Writer.Shared(forWriters, config, this.life, metrics, undecided, watermark::get);
    for (int i = 1; i <= config.writers(); i++) {
      Chain chain = new Chain(sealKey, config.node(), i);
      Writer writer = new Writer(shared, chain, new RowSeals(sealKey));
      writers.add(writer);
      threads.add(Thread.ofPlatform().daemon().name("journal-writer-" + i).unstarted(writer));
    }
  }

  private void start(LifeKeeper.Config lives, Database database) {
    life.keep(lives, database);
    threads.forEach(Thread::start);
    every(EXPIRY_CHECK_EVERY, () -> writers.forEach(Writer::expire));
    every(WATERMARK_EVERY, this::moveWatermark);
  }

  private void every(Duration period, Runnable task) {
    var scheduled =
        housekeeping.scheduleWithFixedDelay(
            task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    LOG.debug("housekeeping every {}: {}", period, scheduled);
  }

  private void moveWatermark() {
    if (!life.life().recovered()) {
      return;
    }
    Instant oldest = undecided.oldest(clock.instant()).minus(WATERMARK_MARGIN);
    // In memory first: an intent older than the mark moves it back in its own unit of work.
    watermark.set(oldest);
    WatermarkOperation operation = new WatermarkOperation(config.node(), oldest);
    operation.of(life.number());
    if (!writers.getFirst().offer(operation)) {
      LOG.debug("no room for the watermark now");
    }
  }

  // --- one transaction -------------------------------------------------------------------------

  @Override
  public CompletableFuture<Begun> begin(Intent intent) {
    boolean claims =
        switch (intent.kind()) {
          case VOID, REFUND -> true;
          case PURCHASE, BALANCE_INQUIRY -> false;
        };
    if (claims != (intent.original() != null)) {
      throw new IllegalArgumentException("a void or refund, and only that, has an original");
    }
    undecided.began(intent.id(), intent.at());
    return write(new BeginOperation(intent, null, now())).thenApply(life::whileCertain);
  }

  @Override
  public CompletableFuture<Begun> decline(Intent intent, ResponseCode code) {
    return write(new BeginOperation(intent, code, now()));
  }

  @Override
  public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    return write(DecideOperation.conclude(entry, outcome, now(), undecided.standing(entry.id())));
  }

  @Override
  public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
    if (entry.intent().kind().reversible() && reversalKey == null) {
      throw new IllegalArgumentException(entry.intent().kind() + " needs an identity to reverse");
    }
    return write(
        DecideOperation.timeOut(entry, reversalKey, now(), undecided.standing(entry.id())));
  }

  @Override
  public CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    return write(new ReverseOperation(reversal, reversalKeys, now()));
  }

  @Override
  public CompletableFuture<JournalEntry> tell(JournalEntry approved) {
    return write(new TellOperation(approved));
  }

  @Override
  public CompletableFuture<Boolean> takeBack(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys) {
    return write(ReverseOperation.unlessTold(unheard, reversalKeys, now()))
        .thenApply(reversed -> !reversed.stands());
  }

  @Override
  public CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer) {
    return lateAnswers.run(
        connection -> {
          UnitOfWork.beside(
              connection,
              config.node(),
              sealKey,
              unit -> {
                Lookups.noteLateAnswer(unit, link, answer, now());
                return null;
              });
          return null;
        });
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> find(RequestKey key) {
    return reads.run(connection -> Lookups.find(connection, key));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn) {
    return reads.run(connection -> Lookups.findByRrn(connection, merchant, rrn));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace) {
    return reads.run(
        connection -> Lookups.findByTrace(connection, merchant, terminal, batch, trace));
  }

  // --- store-and-forward -----------------------------------------------------------------------

  @Override
  public CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit) {
    return links.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : reads.run(connection -> Advices.due(connection, config, now, links, limit));
  }

  @Override
  public CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome) {
    return write(Advices.delivered(advice, outcome, now()));
  }

  @Override
  public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
    return write(Advices.postponed(advice, next, why));
  }

  @Override
  public CompletableFuture<Void> giveBack(StoredAdvice advice, Instant next) {
    return write(Advices.givenBack(advice, next));
  }

  @Override
  public CompletableFuture<Void> park(StoredAdvice advice, String why) {
    return write(Advices.parked(advice, why));
  }

  // --- recovery --------------------------------------------------------------------------------

  @Override
  public CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys) {
    return life.recover(reversalKeys);
  }

  // --- inside ----------------------------------------------------------------------------------

  /** The database keeps microseconds. */
  private Instant now() {
    return micros(clock.instant());
  }

  static Instant micros(Instant exact) {
    return exact.truncatedTo(ChronoUnit.MICROS);
  }

  private <T> CompletableFuture<T> write(Operation<T> operation) {
    if (life.over()) {
      operation.dropped(undecided);
      operation.future().completeExceptionally(new JournalException(Writer.TAKEN_OVER));
      return operation.future();
    }
    return put(operation);
  }

  private <T> CompletableFuture<T> put(Operation<T> operation) {
    operation.of(life.number());
    operation.heardOn(callers.get());
    int writer = Math.floorMod(operation.key().terminal().hashCode(), writers.size());
    if (!writers.get(writer).offer(operation)) {
      operation.dropped(undecided);
      metrics.refusedForOverload();
      // At once: this is the caller's own thread.
      operation.future().completeExceptionally(new JournalException("the journal is overloaded"));
    }
    return operation.future();
  }

  private void neverSent(JournalEntry entry) {
    LOG.warn("transaction {} became durable too late and was never sent: declined", entry.id());
    CompletableFuture<Concluded> declined =
        conclude(entry, Outcome.declined(ResponseCode.SYSTEM_ERROR));
    // If this fails too it stays undecided, and the next recovery finds it.
    LOG.debug("declining {}: {}", entry.id(), declined);
  }

  /** Writes what is queued, then stops. */
  @Override
  public void close() {
    writers.forEach(Writer::stop);
    for (Thread thread : threads) {
      try {
        if (!thread.join(config.decideWithin())) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        thread.interrupt();
      }
    }
    life.end();
    housekeeping.shutdownNow();
    reads.close();
    lateAnswers.close();
  }

  /**
   * Completes when another process has begun a life under this node's number: nothing can be
   * written here any more, and this process should end.
   */
  public CompletableFuture<Void> replaced() {
    return life.replacement();
  }
}
