/**
 * The bank that pays merchants: takes payout files, answers them.
 *
 * <pre>
 *   out/{date}/pain001_….xml ─▶ PayoutReader ─▶ BankSimulator: rules, duplicates ─▶ pain002_….xml
 *   out/{date}/req_….txt     ─▶                        │ bank.csv                ─▶ res_….txt
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.simulator.bank.BankSimulator}. Formats as in
 * docs/50-settlement-day.
 */
package io.oneclear.simulator.bank;
