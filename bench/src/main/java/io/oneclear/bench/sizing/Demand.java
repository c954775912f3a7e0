package io.oneclear.bench.sizing;

/**
 * What is to be carried.
 *
 * @param transactionsADay of an average day
 * @param terminals in the field
 * @param online share of them that is connected at a time
 * @param peakFactor the busiest second over the average one
 */
public record Demand(long transactionsADay, long terminals, double online, double peakFactor) {

  private static final double SECONDS_A_DAY = 86_400;

  public Demand {
    if (transactionsADay < 1 || terminals < 1) {
      throw new IllegalArgumentException("at least one transaction a day and one terminal");
    }
    if (!(online > 0 && online <= 1)) {
      throw new IllegalArgumentException("online " + online + ": more than 0, at most 1");
    }
    if (!(peakFactor >= 1)) {
      throw new IllegalArgumentException("peak factor " + peakFactor + ": at least 1");
    }
  }

  double peak() {
    return transactionsADay / SECONDS_A_DAY * peakFactor;
  }

  long connections() {
    return (long) Math.ceil(terminals * online);
  }
}
