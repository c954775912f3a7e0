/**
 * Open-loop load: requests leave when the plan says, whether or not earlier ones were answered, and
 * latency counts from that moment, so that a switch that stalls cannot hide it (no coordinated
 * omission).
 *
 * <pre>
 *   LoadGenerator: sign-on ─▶ Pacer (one thread: patch trace and amount, MAC, send)
 *                                 │ InFlight                 ▲ time-outs
 *                  LoadConnection (event loop: AnswerScan) ──┘──▶ LoadMeter ─▶ LoadResult, LoadReport
 * </pre>
 */
package io.oneclear.simulator.load;
