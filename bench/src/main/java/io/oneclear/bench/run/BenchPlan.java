package io.oneclear.bench.run;

import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.KneeSearch;
import java.time.Duration;
import java.util.List;

/**
 * What a benchmark does with each candidate.
 *
 * @param warmUp at the search's first rate, before anything is measured, so that hot code is
 *     compiled
 * @param rates measured instead of a search; empty to search for the knee
 * @param shares of the knee that are measured
 * @param step one rate of the search
 * @param point one rate that is reported
 */
public record BenchPlan(
    List<Candidate> candidates,
    int terminals,
    int connections,
    Duration warmUp,
    KneeSearch search,
    KeepingUp rule,
    List<Integer> rates,
    List<Double> shares,
    Timing step,
    Timing point) {

  /**
   * @param warmUp at the rate itself, not measured
   * @param measured after it
   */
  public record Timing(Duration warmUp, Duration measured) {

    public static Timing ofSeconds(long warmUp, long measured) {
      return new Timing(Duration.ofSeconds(warmUp), Duration.ofSeconds(measured));
    }
  }
}
