package io.oneclear.bench.steady;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** One interval of a histogram log, in microseconds. */
record MinuteLatencies(long answered, long p50, long p99, long p999, long max) {

  static List<MinuteLatencies> of(Path log) throws IOException {
    List<Histogram> intervals = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        Histogram histogram = (Histogram) next;
        // Answers that came after the last second stand in an interval without length.
        if (!intervals.isEmpty() && histogram.getStartTimeStamp() == histogram.getEndTimeStamp()) {
          intervals.getLast().add(histogram);
        } else {
          intervals.add(histogram);
        }
      }
    }
    return intervals.stream().map(MinuteLatencies::of).toList();
  }

  private static MinuteLatencies of(Histogram histogram) {
    return new MinuteLatencies(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }
}
