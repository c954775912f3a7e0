package io.oneclear.simulator.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts and times. Any thread records; the pacer's thread closes the seconds. */
final class LoadMeter {

  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(10);

  final LongAdder sent = new LongAdder();
  final LongAdder unsent = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder approved = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder wrongMacs = new LongAdder();
  final LongAdder unexpected = new LongAdder();
  private final ConcurrentHashMap<String, LongAdder> codes = new ConcurrentHashMap<>();
  private final Recorder recorder = new Recorder(HIGHEST, 3);
  private final Histogram whole = new Histogram(HIGHEST, 3);
  private final List<LoadResult.Second> seconds = new ArrayList<>();
  private Histogram interval;
  private long lateSends;
  private long maxLagNanos;

  /**
   * @param nanos from the intended send to the answer
   */
  void answered(String code, boolean isApproved, long nanos) {
    answered.increment();
    if (isApproved) {
      approved.increment();
    }
    codes.computeIfAbsent(code, _ -> new LongAdder()).increment();
    record(nanos);
  }

  void timedOut(long nanos) {
    timeouts.increment();
    record(nanos);
  }

  /** The pacer's thread only. */
  void sent(long lagNanos) {
    sent.increment();
    maxLagNanos = Math.max(maxLagNanos, lagNanos);
    if (lagNanos > TimeUnit.MILLISECONDS.toNanos(10)) {
      lateSends++;
    }
  }

  long lateSends() {
    return lateSends;
  }

  long maxLagNanos() {
    return maxLagNanos;
  }

  /** Ends a second of the run. The pacer's thread only. */
  void closeSecond() {
    interval = recorder.getIntervalHistogram(interval);
    whole.add(interval);
    seconds.add(
        new LoadResult.Second(
            seconds.size() + 1,
            interval.getTotalCount(),
            interval.getValueAtPercentile(50),
            interval.getValueAtPercentile(99),
            interval.getMaxValue()));
  }

  List<LoadResult.Second> seconds() {
    return List.copyOf(seconds);
  }

  Histogram whole() {
    return whole;
  }

  Map<String, Long> codes() {
    Map<String, Long> counts = new TreeMap<>();
    codes.forEach((code, count) -> counts.put(code, count.sum()));
    return counts;
  }

  private void record(long nanos) {
    recorder.recordValue(Math.min(HIGHEST, TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos))));
  }
}
