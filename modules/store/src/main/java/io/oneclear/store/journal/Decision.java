package io.oneclear.store.journal;

import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;

/**
 * A change of an undecided row to {@code state}.
 *
 * @param place where the row stood when it was inserted; null if not known, then its key finds it
 */
record Decision(
    JournalEntry entry, TransactionState state, Outcome outcome, Instant at, String place) {

  /** The entry as it is once this decision is made. */
  JournalEntry made() {
    return new JournalEntry(
        entry.intent(), state, entry.businessDate(), outcome, entry.refundedFen(), at);
  }

  /**
   * True if this very decision stands in the row: it was made before and its commit was in doubt.
   */
  boolean standsIn(JournalEntry row) {
    return row.id() == entry.id()
        && row.state() == state
        && at.equals(row.concludedAt())
        && row.outcome() != null
        && row.outcome().code().equals(outcome.code());
  }
}
