package io.oneclear.store.journal.table;

import io.oneclear.switching.journal.JournalEntry;

/**
 * A row of the journal, with what only the journal itself needs.
 *
 * @param claimedBy id of the void that has claimed this purchase; 0 for none
 * @param originalId id of the purchase a void or refund is about; 0 for none
 */
public record Row(JournalEntry entry, long claimedBy, long originalId) {

  /** The purchase this row is about: itself, or the original of a void or refund. */
  public long aboutId() {
    return originalId == 0 ? entry.id() : originalId;
  }
}
