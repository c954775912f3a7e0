package io.oneclear.proof.journal;

import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;

/**
 * A row of {@code card_transaction}.
 *
 * @param claimedBy id of the void that has claimed this purchase; 0 for none
 * @param aboutId the purchase it is about: its own id, or that of the one it voids or refunds
 * @param node that took it in, and that recovers it
 */
public record TransactionRow(JournalEntry entry, long claimedBy, long aboutId, int node) {

  TransactionRow state(TransactionState state) {
    return new TransactionRow(
        new JournalEntry(
            entry.intent(),
            state,
            entry.businessDate(),
            entry.outcome(),
            entry.refundedFen(),
            entry.concludedAt()),
        claimedBy,
        aboutId,
        node);
  }

  TransactionRow decided(TransactionState state, Outcome outcome, Instant at) {
    return new TransactionRow(
        new JournalEntry(
            entry.intent(), state, entry.businessDate(), outcome, entry.refundedFen(), at),
        claimedBy,
        aboutId,
        node);
  }

  TransactionRow refunded(long fen) {
    return new TransactionRow(
        new JournalEntry(
            entry.intent(),
            entry.state(),
            entry.businessDate(),
            entry.outcome(),
            fen,
            entry.concludedAt()),
        claimedBy,
        aboutId,
        node);
  }

  TransactionRow claimedBy(long id) {
    return new TransactionRow(entry, id, aboutId, node);
  }
}
