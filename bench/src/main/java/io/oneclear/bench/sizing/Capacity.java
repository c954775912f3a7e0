package io.oneclear.bench.sizing;

import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.knee.KneeSearch;
import java.io.IOException;

/**
 * How much the simulation carries, by the benchmark's own rule: nearly all approved, 99 % of them
 * within a bound. It knows no pauses, so that what is measured lies below it.
 */
public final class Capacity {

  private static final KneeSearch SEARCH = new KneeSearch(1_000, 500_000, 1.03, 1);
  private static final double LEAST_APPROVED = 0.995;

  private Capacity() {}

  /** Purchases a second. */
  public static int of(CostModel costs, Layout layout, double mostP99Millis)
      throws IOException, InterruptedException {
    return SEARCH
        .knee(rate -> carries(Simulation.run(costs, layout, rate), mostP99Millis))
        .map(Knee::rate)
        .orElse(0);
  }

  private static boolean carries(Simulated point, double mostP99Millis) {
    return point.approvedShare() >= LEAST_APPROVED && point.p99() <= mostP99Millis;
  }
}
