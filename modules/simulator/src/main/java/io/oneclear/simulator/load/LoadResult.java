package io.oneclear.simulator.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load run measured, warm-up excluded. A purchase that timed out is in the latencies with
 * the time-out as its latency: leaving it out would flatter the percentiles.
 *
 * @param plan what was to be done
 * @param span from the first intended send to the last
 * @param sent purchases that left
 * @param unsent purchases that could not leave: no connection, or too many in flight
 * @param answered in time
 * @param approved of those
 * @param timeouts purchases without an answer in time
 * @param wrongMacs approvals whose field 64 was wrong
 * @param unexpected frames that belong to no purchase in flight
 * @param lateSends purchases that left more than ten milliseconds after their time
 * @param codes how many answers of each field 39
 * @param microseconds latencies from the intended send time
 * @param lagMicroseconds how long after its time each purchase left: the generator's own part of
 *     the latencies, and small as long as it is not the bottleneck
 * @param minutes the latencies, minute by minute; the last one is as long as what is left
 * @param seconds one entry per second of the run
 */
public record LoadResult(
    LoadPlan plan,
    Duration span,
    long sent,
    long unsent,
    long answered,
    long approved,
    long timeouts,
    long wrongMacs,
    long unexpected,
    long lateSends,
    Map<String, Long> codes,
    Histogram microseconds,
    Histogram lagMicroseconds,
    List<Histogram> minutes,
    List<Second> seconds) {

  /**
   * One second.
   *
   * @param answered in it
   * @param p50 in microseconds
   * @param p99 in microseconds
   * @param max in microseconds
   */
  public record Second(int at, long answered, long p50, long p99, long max) {}

  /** Answers a second. */
  public double throughput() {
    return answered * 1e9 / span.toNanos();
  }

  /** Latency in microseconds, for example at 99.9. */
  public long percentile(double percent) {
    return microseconds.getValueAtPercentile(percent);
  }

  /** How long after its time a purchase left, in microseconds, for example at 99. */
  public long sendLag(double percent) {
    return lagMicroseconds.getValueAtPercentile(percent);
  }

  /** The most a purchase left after its time. */
  public Duration maxLag() {
    return Duration.of(sendLag(100), ChronoUnit.MICROS);
  }

  /** True if everything was sent and answered, every MAC was right and all was approved. */
  public boolean clean() {
    return unsent == 0 && timeouts == 0 && wrongMacs == 0 && unexpected == 0 && approved == sent;
  }
}
