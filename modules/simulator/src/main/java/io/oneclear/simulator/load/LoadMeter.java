package io.oneclear.simulator.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts and times. The load's thread only. */
final class LoadMeter {

  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(10);
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int SECONDS_A_MINUTE = 60;
  private static final String APPROVED = "00";

  private final Map<String, Long> refusals = new TreeMap<>();
  private final Histogram whole = new Histogram(HIGHEST, 3);
  private final Histogram second = new Histogram(HIGHEST, 3);
  private final Histogram lag = new Histogram(HIGHEST, 3);
  private final List<Histogram> minutes = new ArrayList<>();
  private final List<LoadResult.Second> seconds = new ArrayList<>();
  private long sent;
  private long unsent;
  private long approvals;
  private long answered;
  private long timeouts;
  private long wrongMacs;
  private long lateSends;

  /**
   * @param lagNanos from the intended send to when it had been handed to the socket
   */
  void sent(long lagNanos) {
    sent++;
    lag.recordValue(micros(lagNanos));
    if (lagNanos > LATE_NANOS) {
      lateSends++;
    }
  }

  void unsent() {
    unsent++;
  }

  /**
   * @param nanos from the intended send to the answer
   * @param believed false if its MAC is wrong
   */
  void approved(long nanos, boolean believed) {
    answered++;
    approvals++;
    if (!believed) {
      wrongMacs++;
    }
    record(nanos);
  }

  void refused(String code, long nanos) {
    answered++;
    refusals.merge(code, 1L, Long::sum);
    record(nanos);
  }

  void timedOut(long nanos) {
    timeouts++;
    record(nanos);
  }

  /** Approvals so far, believed or not. */
  long approvals() {
    return approvals;
  }

  /** Ends a second of the run. */
  void closeSecond() {
    seconds.add(
        new LoadResult.Second(
            seconds.size() + 1,
            second.getTotalCount(),
            second.getValueAtPercentile(50),
            second.getValueAtPercentile(99),
            second.getMaxValue()));
    if (seconds.size() % SECONDS_A_MINUTE == 1) {
      minutes.add(new Histogram(HIGHEST, 3));
    }
    minutes.getLast().add(second);
    whole.add(second);
    second.reset();
  }

  LoadResult.Second lastSecond() {
    return seconds.getLast();
  }

  LoadResult result(LoadPlan plan, long unexpected) {
    Map<String, Long> codes = new TreeMap<>(refusals);
    if (approvals > 0) {
      codes.put(APPROVED, approvals);
    }
    return new LoadResult(
        plan,
        plan.duration(),
        sent,
        unsent,
        answered,
        approvals - wrongMacs,
        timeouts,
        wrongMacs,
        unexpected,
        lateSends,
        codes,
        whole,
        lag,
        List.copyOf(minutes),
        List.copyOf(seconds));
  }

  private void record(long nanos) {
    second.recordValue(micros(nanos));
  }

  private static long micros(long nanos) {
    return Math.min(HIGHEST, TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)));
  }
}
