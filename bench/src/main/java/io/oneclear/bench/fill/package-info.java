/**
 * A journal with a past: a demo's data directory whose journal holds as many approved purchases as
 * are asked for, of the business days before the one that is open, as if the switch had written
 * them.
 *
 * <pre>
 *   JournalFill ─▶ Lane (one a thread) ─▶ Purchases ─▶ Row, as the journal has it
 *                                    └──▶ PurchaseRows ─▶ COPY, binary, into card_transaction
 * </pre>
 *
 * <p>Every row has its seal, and every unit of work its link in the chain of its month, so {@code
 * oneclear audit} finds nothing. Only rows of purchases are there: no settlement was run for their
 * days. Way in: {@link io.oneclear.bench.fill.JournalFill}.
 */
package io.oneclear.bench.fill;
