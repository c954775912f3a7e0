package io.oneclear.bench.sizing;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What was measured at one rate, to hold the simulation against.
 *
 * @param rate purchases offered a second
 * @param p50 milliseconds
 * @param p99 milliseconds; null if not measured
 * @param switchMicros processor time of the switch, a purchase
 * @param databaseMicros of PostgreSQL
 * @param meanGroup operations that shared a commit; null if not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredPoint(
    int rate, Span p50, Double p99, Span switchMicros, Span databaseMicros, Double meanGroup) {

  /** Several runs do not say the same: what all of them lie between. */
  public record Span(double least, double most) {

    static Span of(double value) {
      return new Span(value, value);
    }

    /** By how much a value lies outside, as a share of the nearer end; 0 within. */
    double missedBy(double value) {
      if (value < least) {
        return value / least - 1;
      }
      return value > most ? value / most - 1 : 0;
    }
  }
}
