package io.oneclear.store.journal;

import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;

/**
 * A row to be inserted.
 *
 * @param state SENT, or DECLINED with an outcome
 * @param originalId id of the purchase a void or refund is about; 0 for none
 * @param outcome null while undecided
 * @param concludedAt null while undecided
 */
record NewRow(
    Intent intent, TransactionState state, long originalId, Outcome outcome, Instant concludedAt) {}
