/**
 * OneClear's throughput and latency against one thing that grows: rows in its journal, merchants,
 * or connections.
 *
 * <pre>
 *   ScalePlan ─▶ ScaleRun ─▶ for each Setting: PastJournal, if there is one (fill)
 *                                            ─▶ RunningCandidate, warm-up, rates, knee, audit (run)
 *                                            ─▶ Scaled ─▶ ScaleResult: table and scale.json
 * </pre>
 */
package io.oneclear.bench.scale;
