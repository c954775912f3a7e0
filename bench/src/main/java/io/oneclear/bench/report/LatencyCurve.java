package io.oneclear.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;

/** The curve of percentiles in an HdrHistogram log of microseconds. */
final class LatencyCurve {

  private static final int STEPS_PER_HALVING = 4;

  private LatencyCurve() {}

  /**
   * Points as {one in how many is slower, milliseconds}: {@code {100, 7.5}} says that 99 % took 7.5
   * ms or less.
   */
  static List<double[]> of(Path log) throws IOException {
    Histogram all = read(log);
    List<double[]> curve = new ArrayList<>();
    for (HistogramIterationValue value : all.percentiles(STEPS_PER_HALVING)) {
      double slower = 1 - value.getPercentileLevelIteratedTo() / 100;
      if (slower > 0 && slower * all.getTotalCount() >= 1) {
        curve.add(new double[] {1 / slower, value.getValueIteratedTo() / 1e3});
      }
    }
    return curve;
  }

  private static Histogram read(Path log) throws IOException {
    Histogram all = new Histogram(3);
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        if (next instanceof Histogram histogram) {
          all.add(histogram);
        }
      }
    }
    return all;
  }
}
