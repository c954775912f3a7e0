package io.oneclear.store.journal.step;

import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;

/**
 * A change of an undecided row to {@code state}.
 *
 * @param standing how this life of the node inserted the row, which nothing has touched since; null
 *     if not known: its key finds it then
 */
public record Decision(
    JournalEntry entry, TransactionState state, Outcome outcome, Instant at, Standing standing) {

  public RequestKey key() {
    return entry.intent().key();
  }

  public RowId rowId() {
    return new RowId(entry.id());
  }

  /** The entry as it is once this decision is made. */
  public JournalEntry made() {
    return new JournalEntry(
        entry.intent(), state, entry.businessDate(), outcome, entry.refundedFen(), at);
  }

  /** True if the row is the one it is about, and still undecided. */
  public boolean decides(Row row) {
    return row.entry().id() == entry.id() && row.entry().state() == TransactionState.SENT;
  }

  /**
   * True if this very decision stands in the row: it was made before and its commit was in doubt.
   */
  public boolean standsIn(JournalEntry row) {
    return row.id() == entry.id()
        && row.state() == state
        && at.equals(row.concludedAt())
        && row.outcome() != null
        && row.outcome().code().equals(outcome.code());
  }
}
