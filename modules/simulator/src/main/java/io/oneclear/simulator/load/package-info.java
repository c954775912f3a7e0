/**
 * Open-loop load: requests leave when the plan says, whether or not earlier ones were answered, and
 * latency counts from that moment, so that a switch that stalls cannot hide it (no coordinated
 * omission).
 *
 * <pre>
 *   LoadGenerator: sign-on ─▶ LoadLoop (one thread, a round every 500 µs)
 *                               │ Schedule: what is due ─▶ LoadTerminal: trace, amount, MAC ─▶ LoadConnection
 *                               │ OpenPurchases: time-outs
 *                               └ LoadConnection ─▶ Answers (AnswerScan, MAC) ─▶ LoadMeter
 *                                                                                  └▶ LoadResult, LoadReport
 * </pre>
 */
package io.oneclear.simulator.load;
