package io.oneclear.proof.journal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.Life;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The journal of one life of a node, over a {@link Database} that outlives it. Writes go through a
 * writer, in the order they were asked for; reads go beside it.
 */
public final class SimulatedJournal implements Journal {

  private static final Duration DECIDE_WITHIN = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Database database;
  private final int node;
  private final InstantSource clock;
  private final Life life;
  private final Writer.World world;
  private final Chance chance;
  private final Lifetime lifetime;
  private final Writer writer;

  /**
   * Begins a new life of the node.
   *
   * @param numbers what its numbers are made from
   */
  public SimulatedJournal(
      Database database, int node, NumberClock numbers, Life life, Writer.World world) {
    this.database = database;
    this.node = node;
    this.clock = world.clock();
    this.life = life;
    this.world = world;
    this.chance = world.chance();
    this.lifetime = new Lifetime(database, node, numbers, life, world, hands());
    this.writer = new Writer(database, node, life, lifetime, world);
  }

  // --- writing ---------------------------------------------------------------------------------

  private <T> CompletableFuture<T> write(Operation<T> operation) {
    if (lifetime.over()) {
      operation.drop();
      operation.fail(Writer.TAKEN_OVER);
      return operation.future();
    }
    return put(operation);
  }

  /** Whatever the state of this life. */
  private <T> CompletableFuture<T> put(Operation<T> operation) {
    if (!life.reaches(operation.step())) {
      return Life.nothing();
    }
    operation.of(lifetime.number());
    if (!writer.offer(operation)) {
      operation.drop();
      operation.fail("the journal is overloaded");
    } else {
      var _ = life.after(DECIDE_WITHIN, () -> writer.expire(operation));
    }
    return operation.future();
  }

  private <T> Operation<T> operation(String step, RequestKey key, Operation.Change<T> change) {
    return new Operation<>(step, key, clock.instant(), change);
  }

  @Override
  public CompletableFuture<Begun> begin(Intent intent) {
    lifetime.began(intent.id(), intent.at());
    return write(
            this.<Begun>operation(
                    "begin",
                    intent.key(),
                    (unit, tried) -> {
                      lifetime.keepWatermarkBefore(intent.at());
                      return Changes.begin(unit, intent, null, tried);
                    })
                .whenDurable(
                    begun -> {
                      if (!(begun instanceof Recorded)) {
                        lifetime.decided(intent.id());
                      }
                    })
                .whenDropped(() -> lifetime.decided(intent.id()))
                .whenUnheard(this::neverSent))
        .thenApply(lifetime::whileCertain);
  }

  /** It became durable after its caller was told that it failed. */
  private void neverSent(Begun begun) {
    if (begun instanceof Recorded(JournalEntry entry)) {
      world
          .trace()
          .add("JOURNAL", "never sent, declined: trace " + entry.intent().key().trace().digits());
      var _ = conclude(entry, Outcome.declined(ResponseCode.SYSTEM_ERROR));
    }
  }

  @Override
  public CompletableFuture<Begun> decline(Intent intent, ResponseCode code) {
    return write(
        operation(
            "decline",
            intent.key(),
            (unit, tried) -> Changes.begin(unit, intent, Outcome.declined(code), tried)));
  }

  @Override
  public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    return write(
        this.<Concluded>operation(
                "conclude",
                entry.intent().key(),
                (unit, tried) -> Changes.conclude(unit, entry, outcome, tried))
            .whenDurable(_ -> lifetime.decided(entry.id())));
  }

  @Override
  public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
    if (entry.intent().kind().reversible() && reversalKey == null) {
      throw new IllegalArgumentException(entry.intent().kind() + " needs an identity to reverse");
    }
    return write(timingOut(entry, reversalKey));
  }

  private Operation<Concluded> timingOut(JournalEntry entry, UpstreamKey reversalKey) {
    return this.<Concluded>operation(
            "timeOut",
            entry.intent().key(),
            (unit, tried) -> Changes.timeOut(unit, entry, reversalKey, tried))
        .whenDurable(_ -> lifetime.decided(entry.id()));
  }

  @Override
  public CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    return write(
        this.<Reversed>operation(
                "reverse",
                reversal.original(),
                (unit, tried) -> Changes.reverse(unit, reversal, reversalKeys, tried))
            .whenDurable(
                reversed -> reversed.original().ifPresent(entry -> lifetime.decided(entry.id()))));
  }

  @Override
  public CompletableFuture<JournalEntry> tell(JournalEntry approved) {
    return write(
        operation("tell", approved.intent().key(), (unit, _) -> Changes.tell(unit, approved)));
  }

  @Override
  public CompletableFuture<Boolean> takeBack(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys) {
    return write(
        operation(
            "takeBack",
            unheard.original(),
            (unit, tried) -> Changes.takeBack(unit, unheard, reversalKeys, tried)));
  }

  // --- reading ---------------------------------------------------------------------------------

  private <T> CompletableFuture<T> read(String step, Supplier<T> look) {
    if (!life.reaches(step)) {
      return Life.nothing();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    long away = database.awayMillis(node, life.nanos());
    if (away > DECIDE_WITHIN.toMillis()) {
      life.afterMillis(
          DECIDE_WITHIN.toMillis(),
          () -> result.completeExceptionally(new JournalException("no answer in time")));
    } else {
      life.afterMillis(away + chance.between(0, 3), () -> answer(step, look, result));
    }
    return result;
  }

  private <T> void answer(String step, Supplier<T> look, CompletableFuture<T> result) {
    if (world.weather().strikes(Fault.READ_FAILS, step)) {
      if (chance.oneIn(2)) {
        var _ = look.get(); // it was done, and its answer is lost
      }
      result.completeExceptionally(new JournalException("the connection broke"));
    } else {
      result.complete(look.get());
    }
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> find(RequestKey key) {
    return read("find", () -> database.find(key).map(TransactionRow::entry));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn) {
    return read(
        "findByRrn",
        () ->
            newest(
                Comparator.comparingLong(JournalEntry::id),
                entry ->
                    entry.intent().kind() == TransactionKind.PURCHASE
                        && entry.intent().key().merchant().equals(merchant)
                        && rrn.equals(entry.intent().rrn())));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace) {
    return read(
        "findByTrace",
        () ->
            newest(
                Comparator.comparing(entry -> entry.intent().key().batchOpenedOn()),
                entry -> {
                  RequestKey key = entry.intent().key();
                  return key.merchant().equals(merchant)
                      && key.terminal().equals(terminal)
                      && key.batch().equals(batch)
                      && key.trace().equals(trace);
                }));
  }

  private Optional<JournalEntry> newest(
      Comparator<JournalEntry> by, Predicate<JournalEntry> wanted) {
    return database.transactions().stream().map(TransactionRow::entry).filter(wanted).max(by);
  }

  @Override
  public CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer) {
    world.trace().add("JOURNAL", "late answer " + answer.code() + " on " + link);
    return read("lateAnswer", () -> null);
  }

  // --- store-and-forward -----------------------------------------------------------------------

  @Override
  public CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit) {
    return read("due", () -> lease(now, links, limit));
  }

  private List<StoredAdvice> lease(Instant now, Set<String> links, int limit) {
    List<AdviceRow> leased = new ArrayList<>();
    for (AdviceRow advice : database.queuedRows()) {
      boolean due =
          advice.free(now, LEASE)
              && links.contains(advice.link())
              && leased.size() < limit
              && !olderWaits(advice);
      if (due) {
        leased.add(advice.leased(node, now.plus(LEASE)));
      }
    }
    database.commit(List.of(), leased);
    return leased.stream().map(this::stored).toList();
  }

  private boolean olderWaits(AdviceRow advice) {
    return database.queuedRows().stream()
        .anyMatch(each -> each.id() < advice.id() && each.aboutId() == advice.aboutId());
  }

  private StoredAdvice stored(AdviceRow advice) {
    JournalEntry transaction = database.row(advice.transaction()).entry();
    RequestKey original = transaction.intent().original();
    return new StoredAdvice(
        advice.id(),
        advice.type(),
        advice.link(),
        advice.key(),
        transaction,
        original == null ? null : database.row(original).entry(),
        advice.attempts(),
        advice.attempts() > 0);
  }

  private CompletableFuture<Void> report(
      String step, StoredAdvice stored, Function<AdviceRow, AdviceRow> change) {
    return write(
        operation(
            step,
            stored.transaction().intent().key(),
            (unit, _) -> {
              AdviceRow advice = unit.advice(stored.id());
              if (advice.stillOf(stored)) {
                unit.put(change.apply(advice));
              }
              return null;
            }));
  }

  @Override
  public CompletableFuture<Void> delivered(StoredAdvice stored, Outcome outcome) {
    return write(
        operation(
            "delivered",
            stored.transaction().intent().key(),
            (unit, tried) -> {
              AdviceRow advice = unit.advice(stored.id());
              if (advice.state() != AdviceRow.State.DELIVERED) {
                unit.put(advice.ended(AdviceRow.State.DELIVERED, outcome.code().code()));
                if (advice.type() == StoredAdvice.Type.REPEAT) {
                  Changes.conclude(unit, stored.transaction(), outcome, tried);
                }
              }
              return null;
            }));
  }

  @Override
  public CompletableFuture<Void> postpone(StoredAdvice stored, Instant next, String why) {
    return report("postpone", stored, advice -> advice.again(advice.attempts() + 1, next, why));
  }

  @Override
  public CompletableFuture<Void> giveBack(StoredAdvice stored, Instant next) {
    return report("giveBack", stored, advice -> advice.again(advice.attempts(), next, null));
  }

  @Override
  public CompletableFuture<Void> park(StoredAdvice stored, String why) {
    return report("park", stored, advice -> advice.ended(AdviceRow.State.PARKED, why));
  }

  // --- recovery --------------------------------------------------------------------------------

  @Override
  public CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys) {
    return lifetime.recover(reversalKeys);
  }

  private Lifetime.Hands hands() {
    return new Lifetime.Hands() {
      @Override
      public <T> CompletableFuture<T> read(String step, Supplier<T> look) {
        return SimulatedJournal.this.read(step, look);
      }

      @Override
      public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
        return put(timingOut(entry, reversalKey));
      }
    };
  }
}
