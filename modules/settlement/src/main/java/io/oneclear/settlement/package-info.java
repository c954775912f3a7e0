/**
 * The business day: cut-over, clearing, fees, ledger, payout, reconciliation.
 *
 * <pre>
 *   CUT_OVER ─▶ COLLECT ─▶ RECONCILE ─▶ PRICE ─▶ POST ─▶ NET ─▶ APPROVE ─▶ PAY ─▶ CONFIRM ─▶ CLOSE
 *               clearing    journal     fee      ledger  per     two       files  bank       tie-out,
 *               file        = file?     engine           merchant people          answers    statements
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.settlement.Settlement}. Every step is a state in the database and
 * is either done or not; calling {@code run} again goes on where the last call ended, after a crash
 * or after waiting. Way out: {@link io.oneclear.settlement.SettlementStore}, implemented on
 * PostgreSQL by {@code store}, and the files of {@link io.oneclear.settlement.files}. One worker at
 * a time, on the caller's thread. Memory does not grow with the number of transactions.
 */
package io.oneclear.settlement;
