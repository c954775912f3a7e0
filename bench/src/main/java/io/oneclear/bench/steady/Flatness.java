package io.oneclear.bench.steady;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Judges whether a run stayed as it was: for each quantity the median of the last third of the
 * minutes is compared with that of the first third. It is flat if it grew by no more than a factor
 * and an allowance, which keeps small values from being called a trend.
 */
public final class Flatness {

  /** Of the minutes that are compared. */
  private static final int PART = 3;

  /** Fewer show no trend. */
  public static final int LEAST_MINUTES = 6;

  private static final double MB = 1L << 20;
  private static final double HEAP_FACTOR = 1.15;
  private static final double HEAP_ALLOWED_MB = 32;

  private static final List<Rule> RULES =
      List.of(
          new Rule("p50, ms", minute -> minute.p50() / 1e3, 1.25, 1),
          new Rule("p99, ms", minute -> minute.p99() / 1e3, 1.25, 2),
          new Rule("p99.9, ms", minute -> minute.p999() / 1e3, 1.5, 5),
          new Rule("journal queue", Minute::journalQueue, 1, 100),
          new Rule("journal wait, ms", Minute::journalWaitMillis, 1.25, 1),
          new Rule("dead rows", minute -> minute.tables().deadRows(), 1.5, 100_000),
          new Rule("bytes a transaction", Minute::bytesPerTransaction, 1.1, 64));

  private Flatness() {}

  /**
   * How one quantity went.
   *
   * @param first median of the first third; of the heap what was in use early
   * @param last median of the last third; of the heap what was in use at the end
   * @param most what the last may be
   */
  public record Trend(String what, double first, double last, double most) {

    public boolean flat() {
      return last <= most;
    }
  }

  /**
   * All of them.
   *
   * @throws IllegalArgumentException if there are too few minutes to speak of a trend
   */
  public static List<Trend> of(List<Minute> minutes, Heap heap) {
    List<Trend> trends = new ArrayList<>(of(minutes));
    trends.add(
        new Trend(
            "heap in use, MB",
            heap.early() / MB,
            heap.atEnd() / MB,
            heap.early() / MB * HEAP_FACTOR + HEAP_ALLOWED_MB));
    return trends;
  }

  private static List<Trend> of(List<Minute> minutes) {
    if (minutes.size() < LEAST_MINUTES) {
      throw new IllegalArgumentException(
          minutes.size() + " minutes show no trend; " + LEAST_MINUTES + " do");
    }
    int third = minutes.size() / PART;
    List<Minute> first = minutes.subList(0, third);
    List<Minute> last = minutes.subList(minutes.size() - third, minutes.size());
    return RULES.stream().map(rule -> rule.trend(first, last)).toList();
  }

  private record Rule(String what, ToDoubleFunction<Minute> value, double factor, double allowed) {

    Trend trend(List<Minute> first, List<Minute> last) {
      double before = median(first);
      return new Trend(what, before, median(last), before * factor + allowed);
    }

    private double median(List<Minute> minutes) {
      double[] sorted = minutes.stream().mapToDouble(value).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }
}
