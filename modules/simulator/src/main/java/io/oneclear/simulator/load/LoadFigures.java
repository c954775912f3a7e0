package io.oneclear.simulator.load;

import java.util.List;
import java.util.Map;

/**
 * A result in plain numbers: what {@code oneclear load --json} writes and a benchmark reads.
 * Latencies in microseconds from the intended send time; a purchase that timed out counts with the
 * whole time-out.
 *
 * @param unsent purchases that could not even leave
 * @param answersPerSecond over the measured time
 * @param lateSends left more than ten milliseconds after their time
 * @param sendLagP99 how long after its time a purchase left: if it is not small, the load generator
 *     was part of what was measured
 * @param maxLagMicros the most of that
 * @param codes answers by field 39
 * @param perSecond one entry for every second measured
 */
public record LoadFigures(
    int rate,
    long seconds,
    long sent,
    long unsent,
    long answered,
    long approved,
    long timeouts,
    long wrongMacs,
    long unexpected,
    double answersPerSecond,
    long p50,
    long p90,
    long p99,
    long p999,
    long max,
    long lateSends,
    long sendLagP99,
    long maxLagMicros,
    Map<String, Long> codes,
    List<LoadResult.Second> perSecond) {

  public static LoadFigures of(LoadResult result) {
    return new LoadFigures(
        result.plan().rate(),
        result.plan().duration().toSeconds(),
        result.sent(),
        result.unsent(),
        result.answered(),
        result.approved(),
        result.timeouts(),
        result.wrongMacs(),
        result.unexpected(),
        result.throughput(),
        result.percentile(50),
        result.percentile(90),
        result.percentile(99),
        result.percentile(99.9),
        result.percentile(100),
        result.lateSends(),
        result.sendLag(99),
        result.sendLag(100),
        result.codes(),
        result.seconds());
  }

  /** Approved ones as a share of all that were due. */
  public double approvedShare() {
    return (double) approved / Math.max(1, sent + unsent);
  }
}
