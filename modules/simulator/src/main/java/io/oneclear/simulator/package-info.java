/**
 * The other side: terminals, the scheme with its issuers, the bank, and load. Each is a real peer
 * over real sockets and files. Nothing here imports switching, settlement or store: an independent
 * peer cannot repeat our mistakes.
 *
 * <pre>
 *   terminal.TerminalSimulator ──socket──▶ the switch ──socket──▶ scheme.SchemeSimulator
 *   load.LoadGenerator         ──socket──▶                          │ IND{yymmdd}01ACOM, scheme.csv
 *   day.BusinessDayScenario    drives 50 terminals through a day    ▼
 *   bank.BankSimulator         payout files in, answer files out    the settlement's inbox
 * </pre>
 *
 * <p>This package holds what they share: demo cards and terminals as the files under {@code demo/}
 * name them.
 */
package io.oneclear.simulator;
