package io.oneclear.bench.knee;

import java.io.IOException;
import java.util.Optional;

/**
 * Looks for the highest rate that is carried: by doubling until one is not, then by halving the
 * distance (in logarithms) between the last that was and the first that was not.
 *
 * @param start first rate tried
 * @param most never offered more than this
 * @param precision the search ends when the first rate refused is no more than this times the last
 *     one carried, such as 1.05
 * @param tries a rate counts as carried if one of so many tries is: a hiccup of the machine is not
 *     the candidate's
 */
public record KneeSearch(int start, int most, double precision, int tries) {

  private static final int LEAST = 10;
  private static final int GROWTH = 2;

  public KneeSearch {
    if (start < LEAST || most < start || precision <= 1 || tries < 1) {
      throw new IllegalArgumentException(
          "start %d, most %d, precision %s, tries %d".formatted(start, most, precision, tries));
    }
  }

  /** Puts a rate on the candidate and says whether it was carried. */
  @FunctionalInterface
  public interface Trial {
    boolean carries(int rate) throws IOException, InterruptedException;
  }

  /** Empty if not even the lowest rate is carried. */
  public Optional<Knee> knee(Trial trial) throws IOException, InterruptedException {
    int carried = 0;
    int refused = 0;
    int rate = start;
    while (refused == 0 && carried < most) {
      if (oneOf(trial, rate)) {
        carried = rate;
        rate = Math.min(most, rate * GROWTH);
      } else {
        refused = rate;
      }
    }
    while (carried == 0 && refused > LEAST) {
      rate = Math.max(LEAST, refused / GROWTH);
      if (oneOf(trial, rate)) {
        carried = rate;
      } else {
        refused = rate;
      }
    }
    if (carried == 0) {
      return Optional.empty();
    }
    return Optional.of(
        refused == 0 ? new Knee(carried, true) : new Knee(bisect(trial, carried, refused), false));
  }

  private int bisect(Trial trial, int from, int to) throws IOException, InterruptedException {
    int carried = from;
    int refused = to;
    while (refused > carried * precision) {
      int middle = round(Math.sqrt((double) carried * refused));
      if (middle <= carried || middle >= refused) {
        break;
      }
      if (oneOf(trial, middle)) {
        carried = middle;
      } else {
        refused = middle;
      }
    }
    return carried;
  }

  private boolean oneOf(Trial trial, int rate) throws IOException, InterruptedException {
    for (int i = 0; i < tries; i++) {
      if (trial.carries(rate)) {
        return true;
      }
    }
    return false;
  }

  /** To about one per cent, so that rates are good to read. */
  public static int round(double rate) {
    int step = rate < 1_000 ? 10 : rate < 10_000 ? 50 : 500;
    return (int) Math.max(1, Math.round(rate / step) * step);
  }
}
