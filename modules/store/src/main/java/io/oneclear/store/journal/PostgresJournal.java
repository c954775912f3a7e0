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
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The journal on PostgreSQL: many operations share one commit. */
public final class PostgresJournal implements Journal, AutoCloseable {

  /**
   * Begins a new life of the node: units of work of an earlier life can no longer commit.
   *
   * @param completions runs what hangs on the futures; never the writers
   */
  public static PostgresJournal open(
      Database database,
      JournalConfig config,
      JournalMetrics metrics,
      Executor completions,
      InstantSource clock) {
    return new PostgresJournal();
  }

  private PostgresJournal() {}

  @Override
  public CompletableFuture<Begun> begin(Intent intent) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Begun> decline(Intent intent, ResponseCode code) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> find(RequestKey key) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> giveBack(StoredAdvice advice, Instant next) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> park(StoredAdvice advice, String why) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  @Override
  public CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys) {
    return CompletableFuture.failedFuture(new JournalException("not there yet"));
  }

  /** Writes what is queued, then stops. */
  @Override
  public void close() {}
}
