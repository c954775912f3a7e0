package io.oneclear.switching.sim;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A journal in memory with the exact rules of the contract, that can be slow, fail, or make a
 * change and then say it failed.
 */
public final class MemoryJournal implements Journal {

  private static final Duration LEASE = Duration.ofSeconds(60);

  private final VirtualTime time;
  private final LocalDate businessDate;
  private final Map<RequestKey, Row> rows = new LinkedHashMap<>();
  private final List<Advice> advices = new ArrayList<>();
  private final List<String> lateAnswers = new ArrayList<>();
  private final Map<Step, List<Trouble>> troubles = new EnumMap<>(Step.class);
  private Duration latency = Duration.ZERO;
  private long nextAdvice = 1;

  public MemoryJournal(VirtualTime time, LocalDate businessDate) {
    this.time = time;
    this.businessDate = businessDate;
  }

  /** What can be disturbed. */
  public enum Step {
    BEGIN,
    DECLINE,
    CONCLUDE,
    TIME_OUT,
    REVERSE,
    TELL,
    FIND,
    DELIVERED
  }

  /** How it is disturbed. */
  public enum Trouble {
    NONE,
    /** The change is not made and the future fails. */
    FAILS,
    /** The change is made, but the future fails: a COMMIT whose answer was lost. */
    LOST,
    /** Neither is ever heard of. */
    HANGS
  }

  private static final class Row {
    private JournalEntry entry;
    private long claimedBy;
    private boolean told;

    Row(JournalEntry entry) {
      this.entry = entry;
    }
  }

  private static final class Advice {
    private final long id;
    private final StoredAdvice.Type type;
    private final UpstreamKey key;
    private final Row transaction;
    private int attempts;
    private Instant next;
    private Instant leasedUntil = Instant.MIN;
    private AdviceState state = AdviceState.QUEUED;

    Advice(long id, StoredAdvice.Type type, UpstreamKey key, Row transaction, Instant next) {
      this.id = id;
      this.type = type;
      this.key = key;
      this.transaction = transaction;
      this.next = next;
    }
  }

  /** Where an advice stands. */
  public enum AdviceState {
    QUEUED,
    DELIVERED,
    PARKED
  }

  // --- how a test disturbs and looks -----------------------------------------------------------

  public void latency(Duration each) {
    latency = each;
  }

  /** The next calls of this step go like this, one after another. */
  public void disturb(Step step, Trouble... next) {
    troubles.computeIfAbsent(step, _ -> new ArrayList<>()).addAll(List.of(next));
  }

  public List<JournalEntry> entries() {
    return rows.values().stream().map(row -> row.entry).toList();
  }

  /** StoredAdvice.Type and state of every advice, e.g. {@code REVERSAL DELIVERED}. */
  public List<String> advices() {
    return advices.stream().map(advice -> advice.type + " " + advice.state).toList();
  }

  public List<String> lateAnswers() {
    return List.copyOf(lateAnswers);
  }

  private <T> CompletableFuture<T> does(Step step, Supplier<T> change) {
    List<Trouble> waiting = troubles.getOrDefault(step, List.of());
    Trouble trouble = waiting.isEmpty() ? Trouble.NONE : waiting.removeFirst();
    if (latency.isZero()) {
      return apply(trouble, change);
    }
    return time.pause(latency).thenCompose(_ -> apply(trouble, change));
  }

  private static <T> CompletableFuture<T> apply(Trouble trouble, Supplier<T> change) {
    return switch (trouble) {
      case NONE -> CompletableFuture.completedFuture(change.get());
      case FAILS -> CompletableFuture.failedFuture(new JournalException("storage is down"));
      case LOST -> {
        var _ = change.get();
        yield CompletableFuture.failedFuture(new JournalException("outcome unknown"));
      }
      case HANGS -> new CompletableFuture<>();
    };
  }

  // --- one transaction -------------------------------------------------------------------------

  @Override
  public CompletableFuture<Begun> begin(Intent intent) {
    return does(Step.BEGIN, () -> beginNow(intent));
  }

  private Begun beginNow(Intent intent) {
    Row existing = rows.get(intent.key());
    if (existing != null) {
      return new Duplicate(existing.entry);
    }
    if (intent.original() != null) {
      Row original = rows.get(intent.original());
      if (!claim(original, intent)) {
        return new ClaimRefused(original.entry);
      }
    }
    return new Recorded(write(intent, TransactionState.SENT, null, null));
  }

  private static boolean claim(Row original, Intent intent) {
    JournalEntry purchase = original.entry;
    boolean approved = purchase.state() == TransactionState.APPROVED;
    if (intent.kind() == TransactionKind.VOID) {
      boolean free = approved && purchase.refundedFen() == 0 && original.claimedBy == 0;
      if (free) {
        original.claimedBy = intent.id();
      }
      return free;
    }
    long after = purchase.refundedFen() + intent.amountFen();
    boolean room =
        (approved || purchase.state() == TransactionState.PARTLY_REFUNDED)
            && original.claimedBy == 0
            && after <= purchase.intent().amountFen();
    if (room) {
      original.entry = with(purchase, purchase.state(), after);
    }
    return room;
  }

  @Override
  public CompletableFuture<Begun> decline(Intent intent, ResponseCode code) {
    return does(
        Step.DECLINE,
        () -> {
          Row existing = rows.get(intent.key());
          return existing != null
              ? new Duplicate(existing.entry)
              : new Recorded(
                  write(intent, TransactionState.DECLINED, Outcome.declined(code), time.instant()));
        });
  }

  private JournalEntry write(
      Intent intent, TransactionState state, Outcome outcome, Instant concludedAt) {
    Row row = new Row(new JournalEntry(intent, state, businessDate, outcome, 0, concludedAt));
    rows.put(intent.key(), row);
    return row.entry;
  }

  @Override
  public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    return does(Step.CONCLUDE, () -> concludeNow(entry, outcome));
  }

  private Concluded concludeNow(JournalEntry entry, Outcome outcome) {
    Row row = rows.get(entry.intent().key());
    boolean decided = row.entry.id() != entry.id() || row.entry.state() != TransactionState.SENT;
    if (decided || asksAgain(row)) {
      return new Concluded(false, row.entry);
    }
    boolean approved = outcome.code().approved();
    row.entry =
        decided(
            row.entry, approved ? TransactionState.APPROVED : TransactionState.DECLINED, outcome);
    if (approved) {
      settleClaim(row);
    } else {
      releaseClaim(row);
    }
    return new Concluded(true, row.entry);
  }

  /** Of a refund: by whoever asks again it is concluded, not by who asked first. */
  private boolean asksAgain(Row row) {
    return advices.stream()
        .anyMatch(
            each ->
                each.transaction == row
                    && each.type == StoredAdvice.Type.REPEAT
                    && each.state != AdviceState.DELIVERED);
  }

  private void settleClaim(Row row) {
    Row original = original(row);
    if (original == null) {
      return;
    }
    JournalEntry purchase = original.entry;
    if (row.entry.intent().kind() == TransactionKind.VOID) {
      original.entry = with(purchase, TransactionState.VOIDED, purchase.refundedFen());
    } else {
      boolean all = purchase.refundedFen() == purchase.intent().amountFen();
      original.entry =
          with(
              purchase,
              all ? TransactionState.REFUNDED : TransactionState.PARTLY_REFUNDED,
              purchase.refundedFen());
    }
  }

  private void releaseClaim(Row row) {
    Row original = original(row);
    if (original == null) {
      return;
    }
    JournalEntry purchase = original.entry;
    if (row.entry.intent().kind() == TransactionKind.VOID) {
      original.claimedBy = 0;
    } else {
      original.entry =
          with(
              purchase,
              purchase.state() == TransactionState.REFUNDED
                  ? TransactionState.PARTLY_REFUNDED
                  : purchase.state(),
              purchase.refundedFen() - row.entry.intent().amountFen());
    }
  }

  private Row original(Row row) {
    RequestKey key = row.entry.intent().original();
    return key == null ? null : rows.get(key);
  }

  @Override
  public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
    return does(Step.TIME_OUT, () -> timeOutNow(rows.get(entry.intent().key()), reversalKey));
  }

  private Concluded timeOutNow(Row row, UpstreamKey reversalKey) {
    if (row.entry.state() != TransactionState.SENT) {
      return new Concluded(false, row.entry);
    }
    TransactionKind kind = row.entry.intent().kind();
    if (kind == TransactionKind.REFUND) {
      store(StoredAdvice.Type.REPEAT, row.entry.intent().upstreamKey(), row);
      return new Concluded(true, row.entry);
    }
    row.entry =
        decided(
            row.entry, TransactionState.TIMED_OUT, Outcome.declined(ResponseCode.ISSUER_TIMEOUT));
    if (kind == TransactionKind.VOID) {
      releaseClaim(row);
    }
    if (kind.reversible()) {
      store(StoredAdvice.Type.REVERSAL, reversalKey, row);
    }
    return new Concluded(true, row.entry);
  }

  private void store(StoredAdvice.Type type, UpstreamKey key, Row row) {
    boolean there = advices.stream().anyMatch(each -> each.transaction == row && each.type == type);
    if (!there) {
      advices.add(new Advice(nextAdvice++, type, key, row, time.instant()));
    }
  }

  @Override
  public CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    return does(Step.REVERSE, () -> reverseNow(reversal, reversalKeys));
  }

  @Override
  public CompletableFuture<JournalEntry> tell(JournalEntry approved) {
    return does(
        Step.TELL,
        () -> {
          Row row = rows.get(approved.intent().key());
          row.told |= row.entry.state() == TransactionState.APPROVED;
          return row.entry;
        });
  }

  @Override
  public CompletableFuture<Boolean> takeBack(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys) {
    return does(
        Step.REVERSE,
        () -> !rows.get(unheard.original()).told && !reverseNow(unheard, reversalKeys).stands());
  }

  private Reversed reverseNow(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    Row row = rows.get(reversal.original());
    if (row == null) {
      remember(reversal);
      return new Reversed(Reversal.REMEMBERED, Optional.empty());
    }
    Intent intent = row.entry.intent();
    if (intent.amountFen() != reversal.amountFen()) {
      return new Reversed(Reversal.MISMATCH, Optional.of(row.entry));
    }
    Reversal how = reversal(row, reversalKeys);
    return new Reversed(how, Optional.of(row.entry));
  }

  private Reversal reversal(Row row, Function<String, UpstreamKey> reversalKeys) {
    Intent intent = row.entry.intent();
    if (row.entry.state() != TransactionState.REMEMBERED && !intent.kind().reversible()) {
      return Reversal.NOT_REVERSIBLE;
    }
    return switch (row.entry.state()) {
      case SENT -> {
        timeOutNow(row, reversalKeys.apply(intent.link()));
        yield Reversal.QUEUED;
      }
      case APPROVED -> {
        if (row.claimedBy != 0 || row.entry.refundedFen() != 0) {
          yield Reversal.NOT_REVERSIBLE;
        }
        row.entry = with(row.entry, TransactionState.REVERSED, 0);
        if (intent.kind() == TransactionKind.VOID) {
          Row purchase = original(row);
          purchase.claimedBy = 0;
          purchase.entry = with(purchase.entry, TransactionState.APPROVED, 0);
        }
        store(StoredAdvice.Type.REVERSAL, reversalKeys.apply(intent.link()), row);
        yield Reversal.QUEUED;
      }
      case REVERSED, TIMED_OUT -> Reversal.ALREADY;
      case DECLINED -> Reversal.NOTHING_TO_UNDO;
      case REMEMBERED -> Reversal.REMEMBERED;
      case VOIDED, PARTLY_REFUNDED, REFUNDED -> Reversal.NOT_REVERSIBLE;
    };
  }

  private void remember(TerminalReversal reversal) {
    Intent intent =
        new Intent(
            0,
            reversal.original(),
            TransactionKind.PURCHASE,
            reversal.amountFen(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            reversal.at());
    write(intent, TransactionState.REMEMBERED, null, null);
  }

  @Override
  public CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer) {
    lateAnswers.add(link + " " + answer.code());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> find(RequestKey key) {
    return does(Step.FIND, () -> Optional.ofNullable(rows.get(key)).map(row -> row.entry));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn) {
    return does(
        Step.FIND,
        () ->
            newest(
                entry ->
                    entry.intent().kind() == TransactionKind.PURCHASE
                        && entry.intent().key().merchant().equals(merchant)
                        && rrn.equals(entry.intent().rrn())));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace) {
    return does(
        Step.FIND,
        () ->
            newest(
                entry -> {
                  RequestKey key = entry.intent().key();
                  return key.merchant().equals(merchant)
                      && key.terminal().equals(terminal)
                      && key.batch().equals(batch)
                      && key.trace().equals(trace);
                }));
  }

  private Optional<JournalEntry> newest(Predicate<JournalEntry> wanted) {
    return entries().stream()
        .filter(wanted)
        .max(Comparator.comparing(entry -> entry.intent().key().batchOpenedOn()));
  }

  // --- store-and-forward -----------------------------------------------------------------------

  @Override
  public CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit) {
    List<StoredAdvice> found = new ArrayList<>();
    for (Advice advice : advices) {
      boolean due =
          advice.state == AdviceState.QUEUED
              && reached(advice.next, now, Duration.ZERO)
              && reached(advice.leasedUntil, now, LEASE)
              && links.contains(advice.transaction.entry.intent().link())
              && !olderWaits(advice);
      if (due && found.size() < limit) {
        advice.leasedUntil = now.plus(LEASE);
        found.add(stored(advice));
      }
    }
    return CompletableFuture.completedFuture(found);
  }

  /** It has come, or was written by a clock that was ahead. */
  private static boolean reached(Instant at, Instant now, Duration usual) {
    return !at.isAfter(now) || at.isAfter(now.plus(usual).plus(FARTHEST_ATTEMPT));
  }

  private boolean olderWaits(Advice advice) {
    return advices.stream()
        .anyMatch(
            each ->
                each.id < advice.id
                    && each.state == AdviceState.QUEUED
                    && purchase(each).equals(purchase(advice)));
  }

  private static RequestKey purchase(Advice advice) {
    Intent intent = advice.transaction.entry.intent();
    return intent.original() == null ? intent.key() : intent.original();
  }

  private StoredAdvice stored(Advice advice) {
    Row original = original(advice.transaction);
    JournalEntry entry = advice.transaction.entry;
    return new StoredAdvice(
        advice.id,
        advice.type,
        entry.intent().link(),
        advice.key,
        entry,
        original == null ? null : original.entry,
        advice.attempts,
        advice.attempts > 0);
  }

  @Override
  public CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome) {
    return does(
        Step.DELIVERED,
        () -> {
          Advice mine = advice(advice);
          if (mine.state == AdviceState.QUEUED) {
            mine.state = AdviceState.DELIVERED;
            if (mine.type == StoredAdvice.Type.REPEAT) {
              concludeNow(mine.transaction.entry, outcome);
            }
          }
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
    report(
        advice,
        mine -> {
          mine.attempts++;
          mine.next = next;
        });
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> giveBack(StoredAdvice advice, Instant next) {
    report(advice, mine -> mine.next = next);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> park(StoredAdvice advice, String why) {
    report(advice, mine -> mine.state = AdviceState.PARKED);
    return CompletableFuture.completedFuture(null);
  }

  /** Counts only from whoever has the lease. */
  private void report(StoredAdvice stored, Consumer<Advice> change) {
    Advice mine = advice(stored);
    if (mine.state == AdviceState.QUEUED
        && mine.attempts == stored.attempts()
        && !mine.leasedUntil.equals(Instant.MIN)) {
      mine.leasedUntil = Instant.MIN;
      change.accept(mine);
    }
  }

  private Advice advice(StoredAdvice stored) {
    return advices.stream().filter(each -> each.id == stored.id()).findFirst().orElseThrow();
  }

  // --- recovery --------------------------------------------------------------------------------

  @Override
  public CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys) {
    List<Row> undecided =
        rows.values().stream().filter(row -> row.entry.state() == TransactionState.SENT).toList();
    for (Row row : undecided) {
      Intent intent = row.entry.intent();
      timeOutNow(row, intent.kind().reversible() ? reversalKeys.apply(intent.link()) : null);
    }
    return CompletableFuture.completedFuture(undecided.size());
  }

  private JournalEntry decided(JournalEntry entry, TransactionState state, Outcome outcome) {
    return new JournalEntry(
        entry.intent(), state, entry.businessDate(), outcome, entry.refundedFen(), time.instant());
  }

  private static JournalEntry with(JournalEntry entry, TransactionState state, long refundedFen) {
    return new JournalEntry(
        entry.intent(),
        state,
        entry.businessDate(),
        entry.outcome(),
        refundedFen,
        entry.concludedAt());
  }
}
