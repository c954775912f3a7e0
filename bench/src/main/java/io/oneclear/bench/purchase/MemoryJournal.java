package io.oneclear.bench.purchase;

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
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A journal of purchases in memory, by the journal's rules: a key is taken once, an intent is
 * decided once, and both are kept. It knows nothing of what only other transactions need.
 */
final class MemoryJournal implements Journal {

  private final InstantSource clock;
  private final LocalDate businessDate;
  private final ConcurrentMap<RequestKey, JournalEntry> entries = new ConcurrentHashMap<>();

  MemoryJournal(InstantSource clock, LocalDate businessDate) {
    this.clock = clock;
    this.businessDate = businessDate;
  }

  /** Begins a new day: traces may come round. */
  void clear() {
    entries.clear();
  }

  /** How many there are in this state. */
  long count(TransactionState state) {
    return entries.values().stream().filter(entry -> entry.state() == state).count();
  }

  int size() {
    return entries.size();
  }

  @Override
  public CompletableFuture<Begun> begin(Intent intent) {
    if (intent.original() != null) {
      throw notTimed();
    }
    return written(new JournalEntry(intent, TransactionState.SENT, businessDate, null, 0, null));
  }

  @Override
  public CompletableFuture<Begun> decline(Intent intent, ResponseCode code) {
    return written(
        new JournalEntry(
            intent,
            TransactionState.DECLINED,
            businessDate,
            Outcome.declined(code),
            0,
            clock.instant()));
  }

  private CompletableFuture<Begun> written(JournalEntry entry) {
    JournalEntry existing = entries.putIfAbsent(entry.intent().key(), entry);
    return CompletableFuture.completedFuture(
        existing == null ? new Recorded(entry) : new Duplicate(existing));
  }

  @Override
  public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    JournalEntry decided =
        new JournalEntry(
            entry.intent(),
            outcome.code().approved() ? TransactionState.APPROVED : TransactionState.DECLINED,
            entry.businessDate(),
            outcome,
            0,
            clock.instant());
    RequestKey key = entry.intent().key();
    JournalEntry current = entries.get(key);
    boolean won =
        current.state() == TransactionState.SENT && entries.replace(key, current, decided);
    return CompletableFuture.completedFuture(new Concluded(won, won ? decided : entries.get(key)));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> find(RequestKey key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(entries.get(key)));
  }

  @Override
  public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<JournalEntry> tell(JournalEntry approved) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Boolean> takeBack(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> giveBack(StoredAdvice advice, Instant next) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> park(StoredAdvice advice, String why) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys) {
    throw notTimed();
  }

  private static UnsupportedOperationException notTimed() {
    return new UnsupportedOperationException("only purchases that are answered are timed");
  }
}
