package io.oneclear.switching.journal;

/**
 * Where a transaction stands. It moves only along the arrows, by a conditional update whose row
 * count is checked.
 *
 * <pre>
 *   SENT ─▶ APPROVED ─▶ VOIDED | REVERSED | PARTLY_REFUNDED ◀─▶ REFUNDED
 *     │        ▲ └─────────────────── REFUNDED
 *     │        └─ VOIDED      (its void was reversed)
 *     ├─▶ DECLINED
 *     └─▶ TIMED_OUT           (a reversal stands in store-and-forward)
 *   REMEMBERED                (a reversal came first: the original will be refused)
 * </pre>
 */
public enum TransactionState {
  SENT,
  APPROVED,
  DECLINED,
  TIMED_OUT,
  VOIDED,
  REVERSED,
  PARTLY_REFUNDED,
  REFUNDED,
  REMEMBERED
}
