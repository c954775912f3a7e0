package io.oneclear.switching;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings to an end what broke in the middle, so that the journal never keeps an approval that no
 * terminal heard of, nor an undecided transaction on a node that lives.
 *
 * <p>The terminal is answered at once; the undoing goes on until the journal takes it, and the
 * request keeps its place among those in flight meanwhile. So an outage of the journal fills that
 * table and the rest is refused at the door, instead of work piling up behind it.
 */
final class Undo {

  private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

  /** Field 39 of a reversal because no answer could be given in time. */
  private static final String NO_ANSWER = "98";

  private final SwitchConfig config;
  private final SwitchParts parts;
  private final Journal journal;

  Undo(SwitchConfig config, SwitchParts parts) {
    this.config = config;
    this.parts = parts;
    this.journal = parts.journal();
  }

  /**
   * A step failed: the terminal hears what can be said, and what may have been written is ended.
   */
  CompletableFuture<Ending> afterFailure(Flight flight, Throwable failure) {
    alarm(parts.metrics(), failure);
    Ending ending = flight.endingWithoutDecision();
    flight.end(ending);
    Intent intent = flight.intent();
    return intent == null
        ? CompletableFuture.completedFuture(ending)
        : retry(intent, flight.wasForwarded()).thenApply(_ -> ending);
  }

  /** The approval is durable, but the terminal was told something else before. */
  CompletableFuture<Void> unheard(JournalEntry approved) {
    return attempt(approved.intent(), true);
  }

  /** Which alarm a failure raises; the only place where an unexpected exception ends. */
  static void alarm(SwitchMetrics metrics, Throwable failure) {
    switch (cause(failure)) {
      case JournalException broken -> {
        metrics.alarm(Alarm.JOURNAL);
        LOG.warn("journal failed: {}", broken.getMessage());
      }
      case Terminals.NotStored broken -> {
        metrics.alarm(Alarm.TERMINALS);
        LOG.warn("terminals cannot be changed: {}", broken.getMessage());
      }
      case SecurityModuleException broken -> {
        metrics.alarm(Alarm.SECURITY_MODULE);
        LOG.warn("security module failed: {} {}", broken.reason(), broken.getMessage());
      }
      case Throwable unexpected -> {
        metrics.alarm(Alarm.INTERNAL_ERROR);
        LOG.error("unexpected failure", unexpected);
      }
    }
  }

  private CompletableFuture<Void> retry(Intent intent, boolean forwarded) {
    CompletableFuture<Void> pause = new CompletableFuture<>();
    parts.timer().after(config.undoRetry(), () -> pause.complete(null));
    return pause.thenCompose(_ -> attempt(intent, forwarded));
  }

  private CompletableFuture<Void> attempt(Intent intent, boolean forwarded) {
    return journal
        .find(intent.key())
        .thenCompose(found -> end(intent, forwarded, found))
        .exceptionallyCompose(
            failure -> {
              alarm(parts.metrics(), failure);
              return retry(intent, forwarded);
            });
  }

  private CompletableFuture<Void> end(
      Intent intent, boolean forwarded, Optional<JournalEntry> found) {
    if (found.isEmpty() || found.get().id() != intent.id()) {
      return CompletableFuture.completedFuture(null);
    }
    JournalEntry entry = found.get();
    return switch (entry.state()) {
      case SENT -> endUndecided(entry, forwarded);
      case APPROVED -> takeBack(entry);
      case DECLINED, TIMED_OUT, VOIDED, REVERSED, PARTLY_REFUNDED, REFUNDED, REMEMBERED ->
          CompletableFuture.completedFuture(null);
    };
  }

  private CompletableFuture<Void> endUndecided(JournalEntry entry, boolean forwarded) {
    CompletableFuture<Concluded> ended =
        forwarded
            ? journal.timeOut(entry, reversalKey(entry.intent()))
            : journal.conclude(entry, Outcome.declined(ResponseCode.SYSTEM_ERROR));
    return ended.thenCompose(
        concluded ->
            !concluded.won() && concluded.entry().state() == TransactionState.APPROVED
                ? takeBack(concluded.entry())
                : CompletableFuture.completedFuture(null));
  }

  /**
   * A purchase or void is reversed, unless a repeat was told of its approval by another node; a
   * refund stands, its repeat will hear of it.
   */
  private CompletableFuture<Void> takeBack(JournalEntry entry) {
    Intent intent = entry.intent();
    if (!intent.kind().reversible()) {
      return CompletableFuture.completedFuture(null);
    }
    parts.metrics().alarm(Alarm.UNHEARD_APPROVAL);
    LOG.warn("approval came too late for the terminal, reversing transaction={}", entry.id());
    return journal
        .takeBack(
            new TerminalReversal(
                intent.key(), intent.amountFen(), NO_ANSWER, parts.clock().instant()),
            parts.links()::nextKey)
        .thenAccept(
            takenBack -> {
              if (!takenBack) {
                LOG.warn("a repeat was told of it: the approval stands transaction={}", entry.id());
              }
            });
  }

  private UpstreamKey reversalKey(Intent intent) {
    return intent.kind().reversible() ? parts.links().nextKey(intent.link()) : null;
  }

  /** What a failed future failed with. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
