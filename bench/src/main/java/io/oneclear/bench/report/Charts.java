package io.oneclear.bench.report;

import io.oneclear.bench.measure.Role;
import io.oneclear.bench.run.BenchResult;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.CandidateResult;
import io.oneclear.bench.run.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The charts as ECharts takes them: nested maps and lists, with names for the page's formatters.
 */
final class Charts {

  private static final int LINE_WIDTH = 2;
  private static final double[] LATENCY_SHARES = {0.5, 0.9};

  private final BenchResult result;
  private final Path directory;

  /**
   * @param directory that the histogram logs' names are relative to
   */
  Charts(BenchResult result, Path directory) {
    this.result = result;
    this.directory = directory;
  }

  /** By the id of the element that each is drawn in. Empty ones are left out. */
  Map<String, Object> all() throws IOException {
    Map<String, Object> charts = new LinkedHashMap<>();
    for (double share : LATENCY_SHARES) {
      List<Object> curves = latencyCurves(share);
      if (!curves.isEmpty()) {
        charts.put("latency-" + Math.round(share * 100), latency(curves));
      }
    }
    charts.put("throughput", throughput());
    List<CandidateResult> priced =
        result.candidates().stream().filter(own -> priced(own) != null).toList();
    if (!priced.isEmpty()) {
      charts.put("cost", cost(priced));
    }
    return charts;
  }

  private List<Object> latencyCurves(double share) throws IOException {
    List<Object> curves = new ArrayList<>();
    for (CandidateResult own : result.candidates()) {
      Point point = own.at(share).orElse(null);
      if (point != null) {
        curves.add(
            line(
                own.candidate(),
                LatencyCurve.of(directory.resolve(point.histogram())),
                Map.of("showSymbol", false)));
      }
    }
    return curves;
  }

  private static Map<String, Object> latency(List<Object> curves) {
    return Map.of(
        "xAxis", axis("log", "slower: one in", Map.of("min", 1, "format", "percentile")),
        "yAxis", axis("log", "ms", Map.of("format", "plain")),
        "series", curves);
  }

  private Map<String, Object> throughput() {
    List<Object> lines = new ArrayList<>();
    for (CandidateResult own : result.candidates()) {
      List<double[]> points =
          Stream.concat(own.search().stream(), own.points().stream())
              .filter(point -> point.load().answered() > 0)
              .sorted(Comparator.comparingInt(Point::rate))
              .map(point -> new double[] {point.rate(), point.load().p99() / 1e3})
              .toList();
      lines.add(line(own.candidate(), points, Map.of("symbolSize", 7)));
    }
    return Map.of(
        "xAxis", axis("log", "offered per second", Map.of("format", "thousands")),
        "yAxis", axis("log", "p99, ms", Map.of("format", "plain")),
        "series", lines);
  }

  private static Map<String, Object> cost(List<CandidateResult> priced) {
    List<Object> bars = new ArrayList<>();
    for (Role role : Role.values()) {
      List<Double> values =
          priced.stream()
              .map(own -> priced(own).usage().cpuMicros().getOrDefault(role, 0.0))
              .map(micros -> Math.round(micros * 10) / 10.0)
              .toList();
      Map<String, Object> bar = new LinkedHashMap<>();
      bar.put("name", role.label());
      bar.put("type", "bar");
      bar.put("stack", "cost");
      bar.put("barMaxWidth", 60);
      bar.put("data", values);
      bars.add(bar);
    }
    return Map.of(
        "xAxis", axis("value", "µs of CPU for a transaction", Map.of("format", "plain")),
        "yAxis",
            Map.of(
                "type",
                "category",
                "inverse",
                true,
                "data",
                priced.stream().map(own -> own.candidate().label()).toList()),
        "series", bars);
  }

  /** The point whose cost is compared; without a knee the highest rate that it kept up with. */
  private static Point priced(CandidateResult own) {
    return own.at(Comparison.BUSY)
        .or(() -> own.at(Comparison.HALF))
        .or(
            () ->
                own.points().stream()
                    .filter(point -> point.verdict().keepsUp())
                    .max(Comparator.comparingInt(Point::rate)))
        .orElse(null);
  }

  private static Map<String, Object> line(
      Candidate candidate, List<double[]> points, Map<String, Object> more) {
    Map<String, Object> line = new LinkedHashMap<>(more);
    line.put("name", candidate.label());
    line.put("type", "line");
    line.put("color", color(candidate));
    line.put("lineStyle", Map.of("width", LINE_WIDTH));
    line.put("data", points.stream().map(point -> Arrays.stream(point).boxed().toList()).toList());
    return line;
  }

  private static Map<String, Object> axis(String type, String name, Map<String, Object> more) {
    Map<String, Object> axis = new LinkedHashMap<>(more);
    axis.put("type", type);
    axis.put("name", name);
    return axis;
  }

  private static String color(Candidate candidate) {
    return switch (candidate) {
      case RELAY -> "#8a8f98";
      case Q2 -> "#d97706";
      case ONECLEAR -> "#0f766e";
    };
  }
}
