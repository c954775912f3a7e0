/**
 * The benchmark itself. One candidate at a time is started with its scheme, warmed up, swept for
 * its knee and measured at fixed shares of it.
 *
 * <pre>
 *   Bench ─▶ CandidateRun ─▶ RunningCandidate   scheme and switch as processes, and a look at them
 *     │            ├─▶ knee.KneeSearch ◀─ knee.KeepingUp
 *     │            └─▶ load.LoadRun ─▶ Point    one rate: figures, cost, verdict
 *     └─▶ BenchResult ─▶ report
 * </pre>
 */
package io.oneclear.bench.run;
