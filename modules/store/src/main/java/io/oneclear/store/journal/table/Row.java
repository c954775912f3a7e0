package io.oneclear.store.journal.table;

import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;

/**
 * A row of the journal, with what only the journal itself needs. Every column is in it.
 *
 * @param claimedBy id of the void that has claimed this purchase; 0 for none
 * @param originalId id of the purchase a void or refund is about; 0 for none
 * @param node that wrote it
 * @param lateCode of an answer that came after the decision; null for none
 */
public record Row(JournalEntry entry, long claimedBy, long originalId, int node, String lateCode) {

  /** The purchase this row is about: itself, or the original of a void or refund. */
  public long aboutId() {
    return originalId == 0 ? entry.id() : originalId;
  }

  public Row decided(TransactionState state, Outcome outcome, Instant at) {
    return with(
        new JournalEntry(
            entry.intent(), state, entry.businessDate(), outcome, entry.refundedFen(), at),
        claimedBy);
  }

  public Row inState(TransactionState state) {
    return with(entry(state, entry.refundedFen()), claimedBy);
  }

  public Row refunded(TransactionState state, long refundedFen) {
    return with(entry(state, refundedFen), claimedBy);
  }

  /** 0: by none. */
  public Row claimedBy(TransactionState state, long voidId) {
    return with(entry(state, entry.refundedFen()), voidId);
  }

  public Row answeredLate(String code) {
    return new Row(entry, claimedBy, originalId, node, code);
  }

  private JournalEntry entry(TransactionState state, long refundedFen) {
    return new JournalEntry(
        entry.intent(),
        state,
        entry.businessDate(),
        entry.outcome(),
        refundedFen,
        entry.concludedAt());
  }

  private Row with(JournalEntry changed, long claim) {
    return new Row(changed, claim, originalId, node, lateCode);
  }
}
