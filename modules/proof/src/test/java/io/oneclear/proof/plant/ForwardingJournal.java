package io.oneclear.proof.plant;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A journal that hands everything on; those who extend it change one thing. */
public class ForwardingJournal implements Journal {

  protected final Journal journal;

  protected ForwardingJournal(Journal journal) {
    this.journal = journal;
  }

  /** Sees every future on its way back. */
  protected <T> CompletableFuture<T> forwarded(CompletableFuture<T> future) {
    return future;
  }

  @Override
  public CompletableFuture<Begun> begin(Intent intent) {
    return forwarded(journal.begin(intent));
  }

  @Override
  public CompletableFuture<Begun> decline(Intent intent, ResponseCode code) {
    return forwarded(journal.decline(intent, code));
  }

  @Override
  public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    return forwarded(journal.conclude(entry, outcome));
  }

  @Override
  public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
    return forwarded(journal.timeOut(entry, reversalKey));
  }

  @Override
  public CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    return forwarded(journal.reverse(reversal, reversalKeys));
  }

  @Override
  public CompletableFuture<JournalEntry> tell(JournalEntry approved) {
    return forwarded(journal.tell(approved));
  }

  @Override
  public CompletableFuture<Boolean> takeBack(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys) {
    return forwarded(journal.takeBack(unheard, reversalKeys));
  }

  @Override
  public CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer) {
    return forwarded(journal.noteLateAnswer(link, answer));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> find(RequestKey key) {
    return forwarded(journal.find(key));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn) {
    return forwarded(journal.findByRrn(merchant, rrn));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace) {
    return forwarded(journal.findByTrace(merchant, terminal, batch, trace));
  }

  @Override
  public CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit) {
    return forwarded(journal.due(now, links, limit));
  }

  @Override
  public CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome) {
    return forwarded(journal.delivered(advice, outcome));
  }

  @Override
  public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
    return forwarded(journal.postpone(advice, next, why));
  }

  @Override
  public CompletableFuture<Void> giveBack(StoredAdvice advice, Instant next) {
    return forwarded(journal.giveBack(advice, next));
  }

  @Override
  public CompletableFuture<Void> park(StoredAdvice advice, String why) {
    return forwarded(journal.park(advice, why));
  }

  @Override
  public CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys) {
    return forwarded(journal.recover(reversalKeys));
  }
}
