package io.oneclear.switching;

import io.oneclear.merchant.Terminal;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.pos.PosRequest.Reversal;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.Terminals.Profile;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.Reversed;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal's 0400 (冲正). It is answered 00 as soon as the journal has it: delivering it to the
 * scheme is store-and-forward's business. Served also for a terminal or merchant that may no longer
 * trade, because it takes money back.
 */
final class Reversals {

  private static final Logger LOG = LoggerFactory.getLogger(Reversals.class);

  private final SwitchParts parts;
  private final Journal journal;
  private final TerminalSecurity security;

  Reversals(SwitchParts parts, TerminalSecurity security) {
    this.parts = parts;
    this.journal = parts.journal();
    this.security = security;
  }

  CompletableFuture<Ending> checkTerminal(Flight flight, Reversal request) {
    Optional<Profile> found = parts.terminals().find(request.terminal());
    return switch (CheckTerminal.known(found, request)) {
      case CheckTerminal.Refused(ResponseCode code) -> refused(flight, code);
      case CheckTerminal.Passed(Profile profile) ->
          security
              .checkMac(flight, profile.terminal())
              .thenCompose(
                  right ->
                      right
                          ? findKey(flight, request, profile)
                          : refused(flight, ResponseCode.MAC_ERROR));
    };
  }

  /** Batch and trace are the original's; its batch may have been closed meanwhile. */
  private CompletableFuture<Ending> findKey(Flight flight, Reversal request, Profile profile) {
    Terminal terminal = profile.terminal();
    if (request.batch().equals(terminal.batch())) {
      return reverse(
          flight,
          request,
          new RequestKey(
              terminal.merchant(),
              terminal.id(),
              terminal.batchOpenedOn(),
              terminal.batch(),
              request.trace()));
    }
    return journal
        .findByTrace(terminal.merchant(), terminal.id(), request.batch(), request.trace())
        .thenCompose(
            found ->
                found.isPresent()
                    ? reverse(flight, request, found.get().intent().key())
                    : refused(flight, ResponseCode.NO_ORIGINAL));
  }

  private CompletableFuture<Ending> reverse(Flight flight, Reversal request, RequestKey original) {
    TerminalReversal reversal =
        new TerminalReversal(
            original, request.amount().fen(), request.reason(), flight.receivedAt());
    CrashPoint.REQUEST_CHECKED.reached();
    CompletableFuture<Reversed> written = journal.reverse(reversal, parts.links()::nextKey);
    CrashPoint.REVERSAL_ENQUEUED.reached();
    return written.thenApply(reversed -> answer(flight, original, reversed));
  }

  private Ending answer(Flight flight, RequestKey key, Reversed reversed) {
    ResponseCode code =
        switch (reversed.how()) {
          case QUEUED, ALREADY, NOTHING_TO_UNDO, REMEMBERED -> ResponseCode.APPROVED;
          case NOT_REVERSIBLE -> ResponseCode.INVALID_TRANSACTION;
          case MISMATCH -> {
            parts.metrics().alarm(Alarm.DUPLICATE_DIFFERS);
            LOG.warn(
                "reversal of another amount terminal={} batch={} trace={}",
                key.terminal(),
                key.batch(),
                key.trace());
            yield ResponseCode.ORIGINAL_AMOUNT_MISMATCH;
          }
        };
    Optional<JournalEntry> original = reversed.original();
    return original.isPresent()
        ? Answers.reversal(flight, code, original.get())
        : Answers.plain(flight, code);
  }

  private static CompletableFuture<Ending> refused(Flight flight, ResponseCode code) {
    return CompletableFuture.completedFuture(Answers.plain(flight, code));
  }
}
