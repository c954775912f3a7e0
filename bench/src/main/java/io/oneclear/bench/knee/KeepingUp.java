package io.oneclear.bench.knee;

import io.oneclear.simulator.load.LoadFigures;
import io.oneclear.simulator.load.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * When a switch keeps up with what is offered: nearly all approved, the slowest per cent within a
 * bound, and no lag that grows while it runs.
 *
 * @param leastApproved share of the offered purchases that must be approved
 * @param p99 most that 99 % may take, from the intended send time
 */
public record KeepingUp(double leastApproved, Duration p99) {

  /** 99.5 % and 100 ms. */
  public static final KeepingUp STANDARD = new KeepingUp(0.995, Duration.ofMillis(100));

  /** A median that doubles and gains so much within one run is a queue that fills. */
  private static final double GROWTH = 2;

  private static final long GROWTH_MICROS = 5_000;

  public Verdict judge(LoadFigures figures) {
    if (figures.approvedShare() < leastApproved) {
      return Verdict.no(
          "%.2f %% approved".formatted(Math.floor(figures.approvedShare() * 10_000) / 100));
    }
    if (figures.p99() > p99.toNanos() / 1_000) {
      return Verdict.no(String.format(Locale.ROOT, "p99 %.0f ms", figures.p99() / 1e3));
    }
    if (grows(figures.perSecond())) {
      return Verdict.no("the lag grows");
    }
    return Verdict.YES;
  }

  /** True if the second half of the run is slower than the first by more than noise. */
  private static boolean grows(List<LoadResult.Second> seconds) {
    if (seconds.size() < 4) {
      return false;
    }
    int half = seconds.size() / 2;
    long before = median(seconds.subList(0, half));
    long after = median(seconds.subList(half, seconds.size()));
    return after > GROWTH * before && after > before + GROWTH_MICROS;
  }

  private static long median(List<LoadResult.Second> seconds) {
    return seconds.stream()
        .mapToLong(LoadResult.Second::p50)
        .sorted()
        .toArray()[seconds.size() / 2];
  }

  /**
   * @param why not; empty if it does
   */
  public record Verdict(boolean keepsUp, String why) {

    static final Verdict YES = new Verdict(true, "");

    static Verdict no(String why) {
      return new Verdict(false, why);
    }
  }
}
