package io.oneclear.bench.load;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * What {@code oneclear load --json} says. Latencies in microseconds from the intended send time; a
 * purchase that timed out counts with the whole time-out.
 *
 * @param unsent purchases that could not even leave
 * @param answersPerSecond over the measured time
 * @param lateSends left more than ten milliseconds after their time
 * @param maxLagMicros the most that one left after its time
 * @param codes answers by field 39
 * @param perSecond one entry for every second measured
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadFigures(
    int rate,
    int seconds,
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
    long maxLagMicros,
    Map<String, Long> codes,
    List<Second> perSecond) {

  /** One second. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Second(int at, long answered, long p50, long p99, long max) {}

  /** Approved ones as a share of all that were due. */
  @JsonIgnore
  public double approvedShare() {
    return (double) approved / Math.max(1, sent + unsent);
  }
}
