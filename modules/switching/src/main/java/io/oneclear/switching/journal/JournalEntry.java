package io.oneclear.switching.journal;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A transaction as the journal has it. One that a reversal overtook ({@link
 * TransactionState#REMEMBERED}) has an intent of kind PURCHASE with id, key, amount and time only,
 * and no outcome.
 *
 * @param businessDate the day it belongs to, set by the journal when the intent was written
 * @param outcome null while undecided; of a transaction that timed out it is {@code declined(98)}
 * @param refundedFen how much of a purchase has been given back or is being given back
 * @param concludedAt null while undecided
 */
public record JournalEntry(
    Intent intent,
    TransactionState state,
    LocalDate businessDate,
    Outcome outcome,
    long refundedFen,
    Instant concludedAt) {

  public long id() {
    return intent.id();
  }
}
