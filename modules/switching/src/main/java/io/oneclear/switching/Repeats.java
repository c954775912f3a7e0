package io.oneclear.switching;

import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same request again (same terminal, batch, trace) gets the same answer; the same key with
 * another amount, card or kind is refused with 94 and an alarm.
 */
final class Repeats {

  private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);

  private final SwitchConfig config;
  private final SwitchParts parts;
  private final Journal journal;

  Repeats(SwitchConfig config, SwitchParts parts) {
    this.config = config;
    this.parts = parts;
    this.journal = parts.journal();
  }

  /** What makes a request the same as an earlier one. */
  record Asked(RequestKey key, TransactionKind kind, long amountFen, ProtectedPan pan) {

    boolean sameAs(JournalEntry existing) {
      Intent intent = existing.intent();
      if (existing.state() == TransactionState.REMEMBERED) {
        return true;
      }
      return intent.kind() == kind
          && intent.amountFen() == amountFen
          && intent.pan() != null
          && intent.pan().sameCard(pan);
    }
  }

  CompletableFuture<Ending> of(Flight flight, Asked asked, JournalEntry existing) {
    flight.journalled(null);
    if (!asked.sameAs(existing)) {
      differs(asked);
      return done(Answers.plain(flight, ResponseCode.DUPLICATE));
    }
    if (existing.state() == TransactionState.SENT) {
      return awaitDecision(flight, asked);
    }
    parts.metrics().replayed();
    return answer(flight, existing);
  }

  /**
   * An approval that may be taken back as unheard is noted as told before it is told. If that
   * fails, nothing is said: the terminal will repeat or reverse.
   */
  private CompletableFuture<Ending> answer(Flight flight, JournalEntry entry) {
    boolean mayBeTakenBack =
        entry.state() == TransactionState.APPROVED && entry.intent().kind().reversible();
    if (!mayBeTakenBack) {
      return done(Answers.of(entry));
    }
    flight.waiting();
    return journal.tell(entry).thenApply(Answers::of);
  }

  /** After settlement nothing new is taken, but what was decided before is still answered. */
  CompletableFuture<Ending> ofSettledBatch(Flight flight, Asked asked) {
    return journal
        .find(asked.key())
        .thenCompose(
            found ->
                found.isPresent()
                    ? of(flight, asked, found.get())
                    : done(Answers.plain(flight, ResponseCode.SIGN_ON_AGAIN)));
  }

  /**
   * Undecided, but not here: on another node, or in store-and-forward. Looks again until it is
   * decided or the request's deadline ends the waiting without an answer; the terminal will repeat.
   */
  CompletableFuture<Ending> awaitDecision(Flight flight, Asked asked) {
    flight.waiting();
    CompletableFuture<Void> pause = new CompletableFuture<>();
    parts.timer().after(config.undecidedPoll(), () -> pause.complete(null));
    return pause
        .thenCompose(_ -> journal.find(asked.key()))
        .thenCompose(
            (Optional<JournalEntry> found) -> {
              if (flight.ended()) {
                return flight.ending();
              }
              return found.isPresent() && found.get().state() == TransactionState.SENT
                  ? awaitDecision(flight, asked)
                  : decided(flight, found);
            });
  }

  void differs(Asked asked) {
    parts.metrics().alarm(Alarm.DUPLICATE_DIFFERS);
    LOG.warn(
        "key in use came with another amount, card or kind terminal={} batch={} trace={}",
        asked.key().terminal(),
        asked.key().batch(),
        asked.key().trace());
  }

  private CompletableFuture<Ending> decided(Flight flight, Optional<JournalEntry> found) {
    return found.isPresent() ? answer(flight, found.get()) : done(new Flight.Drop("undecided"));
  }

  private static CompletableFuture<Ending> done(Ending ending) {
    return CompletableFuture.completedFuture(ending);
  }
}
