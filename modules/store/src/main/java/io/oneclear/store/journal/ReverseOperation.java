package io.oneclear.store.journal;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CommitPoints;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.journal.table.Row;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Reversal;
import io.oneclear.switching.journal.Journal.Reversed;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The terminal's 0400, or the taking back of an approval that nobody was told of. */
final class ReverseOperation extends Operation<Reversed> {

  private final TerminalReversal reversal;
  private final Function<String, UpstreamKey> reversalKeys;
  private final Instant at;
  private final boolean unlessTold;

  ReverseOperation(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys, Instant at) {
    this(reversal, reversalKeys, at, false);
  }

  private ReverseOperation(
      TerminalReversal reversal,
      Function<String, UpstreamKey> reversalKeys,
      Instant at,
      boolean unlessTold) {
    this.reversal = reversal;
    this.reversalKeys = reversalKeys;
    this.at = at;
    this.unlessTold = unlessTold;
  }

  /** Leaves an approval alone of which a repeat was told. */
  static ReverseOperation unlessTold(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys, Instant at) {
    return new ReverseOperation(unheard, reversalKeys, at, true);
  }

  @Override
  Optional<CommitPoints> commitPoints() {
    return Optional.of(CommitPoints.REVERSAL);
  }

  @Override
  RequestKey key() {
    return reversal.original();
  }

  /** The original's own original, if it is a void, is locked when it is known. */
  @Override
  List<RequestKey> touches() {
    return List.of(key());
  }

  @Override
  Reversed apply(UnitOfWork unit) throws SQLException {
    Row row = unit.lock(key());
    if (row == null && unit.remember(key(), reversal.amountFen(), reversal.at())) {
      return new Reversed(Reversal.REMEMBERED, Optional.empty());
    }
    // If it could not be remembered, the original came in at this moment through another node.
    return reverse(unit, row == null ? unit.lock(key()) : row);
  }

  private Reversed reverse(UnitOfWork unit, Row row) throws SQLException {
    JournalEntry entry = row.entry();
    if (entry.state() == TransactionState.REMEMBERED) {
      return new Reversed(Reversal.REMEMBERED, Optional.of(entry));
    }
    if (!entry.intent().kind().reversible()) {
      return new Reversed(Reversal.NOT_REVERSIBLE, Optional.of(entry));
    }
    if (entry.intent().amountFen() != reversal.amountFen()) {
      return new Reversed(Reversal.MISMATCH, Optional.of(entry));
    }
    return switch (entry.state()) {
      case SENT -> timeOut(unit, row);
      case APPROVED -> undo(unit, row);
      case DECLINED -> new Reversed(Reversal.NOTHING_TO_UNDO, Optional.of(entry));
      case TIMED_OUT, REVERSED -> new Reversed(Reversal.ALREADY, Optional.of(entry));
      case VOIDED, PARTLY_REFUNDED, REFUNDED ->
          new Reversed(Reversal.NOT_REVERSIBLE, Optional.of(entry));
      case REMEMBERED -> throw new IllegalStateException("handled above");
    };
  }

  private Reversed timeOut(UnitOfWork unit, Row row) throws SQLException {
    Outcome none = Outcome.declined(ResponseCode.ISSUER_TIMEOUT);
    Row timedOut = row.decided(TransactionState.TIMED_OUT, none, at);
    unit.replace(row, timedOut);
    Intent intent = row.entry().intent();
    if (intent.kind() == TransactionKind.VOID) {
      Claims.release(unit, intent);
    }
    enqueue(unit, row);
    return new Reversed(Reversal.QUEUED, Optional.of(timedOut.entry()));
  }

  private Reversed undo(UnitOfWork unit, Row row) throws SQLException {
    JournalEntry entry = row.entry();
    if (unlessTold && TellOperation.told(unit, entry)) {
      return new Reversed(Reversal.NOT_REVERSIBLE, Optional.of(entry));
    }
    if (row.claimedBy() != 0 || entry.refundedFen() != 0) {
      return new Reversed(Reversal.NOT_REVERSIBLE, Optional.of(entry));
    }
    Row reversed = row.inState(TransactionState.REVERSED);
    unit.replace(row, reversed);
    if (entry.intent().kind() == TransactionKind.VOID) {
      Claims.standAgain(unit, entry.intent());
    }
    enqueue(unit, row);
    return new Reversed(Reversal.QUEUED, Optional.of(reversed.entry()));
  }

  private void enqueue(UnitOfWork unit, Row row) throws SQLException {
    Intent intent = row.entry().intent();
    unit.enqueue(
        List.of(
            new Advices.NewAdvice(
                StoredAdvice.Type.REVERSAL,
                intent,
                row.aboutId(),
                reversalKeys.apply(intent.link()),
                "terminal: " + reversal.reason(),
                at)));
  }

  @Override
  void durable(Reversed reversed, Undecided undecided) {
    reversed.original().ifPresent(entry -> undecided.decided(entry.id()));
  }
}
