package io.oneclear.proof.journal;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.ClaimRefused;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Duplicate;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Journal.Reversal;
import io.oneclear.switching.journal.Journal.Reversed;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The changes of single transactions, as the PostgreSQL journal makes them: conditional, and each
 * recognizing its own traces when it is tried again after a commit in doubt.
 */
final class Changes {

  private Changes() {}

  static Begun begin(UnitOfWork unit, Intent intent, Outcome declined, Tried tried) {
    TransactionState state = declined == null ? TransactionState.SENT : TransactionState.DECLINED;
    TransactionRow existing = unit.row(intent.key());
    if (existing != null) {
      boolean ours =
          tried.before()
              && existing.entry().id() == intent.id()
              && existing.entry().state() == state;
      return ours ? new Recorded(existing.entry()) : new Duplicate(existing.entry());
    }
    long about = intent.id();
    if (declined == null && intent.original() != null) {
      TransactionRow original = unit.row(intent.original());
      if (original == null) {
        throw new IllegalStateException(
            "the original of " + intent.id() + " is not in the journal");
      }
      if (!Claims.possible(intent, original)) {
        return new ClaimRefused(original.entry());
      }
      Claims.claim(unit, intent);
      about = original.entry().id();
    }
    JournalEntry entry =
        new JournalEntry(
            intent, state, unit.businessDate(), declined, 0, declined == null ? null : tried.at());
    unit.put(new TransactionRow(entry, 0, about, unit.node()));
    return new Recorded(entry);
  }

  static Concluded conclude(UnitOfWork unit, JournalEntry entry, Outcome outcome, Tried tried) {
    if (unit.asksAgain(entry.id())) {
      return new Concluded(false, unit.row(entry.intent().key()).entry());
    }
    return decide(
        unit,
        entry,
        outcome.code().approved() ? TransactionState.APPROVED : TransactionState.DECLINED,
        outcome,
        tried);
  }

  static Concluded timeOut(UnitOfWork unit, JournalEntry entry, UpstreamKey key, Tried tried) {
    Intent intent = entry.intent();
    TransactionRow row = unit.row(intent.key());
    if (intent.kind() == TransactionKind.REFUND
        && row != null
        && row.entry().state() == TransactionState.SENT) {
      // A refund has no reversal: it stays undecided and is asked again under its own identity.
      boolean first = unit.enqueue(StoredAdvice.Type.REPEAT, row, intent.upstreamKey(), tried.at());
      return new Concluded(first, row.entry());
    }
    Concluded concluded =
        decide(
            unit,
            entry,
            TransactionState.TIMED_OUT,
            Outcome.declined(ResponseCode.ISSUER_TIMEOUT),
            tried);
    if (concluded.won() && intent.kind().reversible()) {
      unit.enqueue(StoredAdvice.Type.REVERSAL, unit.row(intent.key()), key, tried.at());
    }
    return concluded;
  }

  private static Concluded decide(
      UnitOfWork unit, JournalEntry entry, TransactionState state, Outcome outcome, Tried tried) {
    Intent intent = entry.intent();
    TransactionRow row = unit.row(intent.key());
    if (row == null) {
      throw new IllegalStateException("transaction " + intent.id() + " is not in the journal");
    }
    if (row.entry().id() != entry.id() || row.entry().state() != TransactionState.SENT) {
      boolean ours =
          tried.before()
              && row.entry().id() == entry.id()
              && row.entry().state() == state
              && tried.at().equals(row.entry().concludedAt());
      return new Concluded(ours, row.entry());
    }
    TransactionRow decided = row.decided(state, outcome, tried.at());
    unit.put(decided);
    if (intent.original() != null) {
      if (state == TransactionState.APPROVED) {
        Claims.settle(unit, intent);
      } else {
        Claims.release(unit, intent);
      }
    }
    return new Concluded(true, decided.entry());
  }

  // --- the terminal's 0400 -----------------------------------------------------------------------

  static Reversed reverse(
      UnitOfWork unit, TerminalReversal asked, Function<String, UpstreamKey> keys, Tried tried) {
    TransactionRow row = unit.row(asked.original());
    if (row == null) {
      remember(unit, asked);
      return new Reversed(Reversal.REMEMBERED, Optional.empty());
    }
    JournalEntry entry = row.entry();
    Reversal how;
    if (entry.state() == TransactionState.REMEMBERED) {
      how = Reversal.REMEMBERED;
    } else if (!entry.intent().kind().reversible()) {
      how = Reversal.NOT_REVERSIBLE;
    } else if (entry.intent().amountFen() != asked.amountFen()) {
      how = Reversal.MISMATCH;
    } else {
      how = reverseKnown(unit, row, keys, tried);
    }
    return new Reversed(how, Optional.of(unit.row(asked.original()).entry()));
  }

  static JournalEntry tell(UnitOfWork unit, JournalEntry approved) {
    JournalEntry entry = unit.row(approved.intent().key()).entry();
    if (entry.state() == TransactionState.APPROVED) {
      unit.tell(entry.id());
    }
    return entry;
  }

  /** True if the approval no longer stands. */
  static boolean takeBack(
      UnitOfWork unit, TerminalReversal unheard, Function<String, UpstreamKey> keys, Tried tried) {
    TransactionRow row = unit.row(unheard.original());
    boolean told = row != null && unit.told(row.entry().id());
    return !told && !reverse(unit, unheard, keys, tried).stands();
  }

  private static Reversal reverseKnown(
      UnitOfWork unit, TransactionRow row, Function<String, UpstreamKey> keys, Tried tried) {
    Intent intent = row.entry().intent();
    return switch (row.entry().state()) {
      case SENT -> {
        timeOut(unit, row.entry(), keys.apply(intent.link()), tried);
        yield Reversal.QUEUED;
      }
      case APPROVED -> {
        if (row.claimedBy() != 0 || row.entry().refundedFen() != 0) {
          yield Reversal.NOT_REVERSIBLE;
        }
        TransactionRow reversed = row.state(TransactionState.REVERSED);
        unit.put(reversed);
        if (intent.kind() == TransactionKind.VOID) {
          Claims.standAgain(unit, intent);
        }
        unit.enqueue(StoredAdvice.Type.REVERSAL, reversed, keys.apply(intent.link()), tried.at());
        yield Reversal.QUEUED;
      }
      case DECLINED -> Reversal.NOTHING_TO_UNDO;
      case TIMED_OUT, REVERSED -> Reversal.ALREADY;
      case VOIDED, PARTLY_REFUNDED, REFUNDED -> Reversal.NOT_REVERSIBLE;
      case REMEMBERED -> throw new IllegalStateException("handled by the caller");
    };
  }

  private static void remember(UnitOfWork unit, TerminalReversal asked) {
    long id = unit.nextRememberedId();
    Intent intent =
        new Intent(
            id,
            asked.original(),
            TransactionKind.PURCHASE,
            asked.amountFen(),
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
            asked.at());
    unit.put(
        new TransactionRow(
            new JournalEntry(
                intent, TransactionState.REMEMBERED, unit.businessDate(), null, 0, null),
            0,
            id,
            unit.node()));
  }

  /**
   * When a change was asked for, and whether it was tried before.
   *
   * @param before a commit of it may have been in doubt: what it finds may be its own traces
   */
  record Tried(Instant at, boolean before) {}
}
