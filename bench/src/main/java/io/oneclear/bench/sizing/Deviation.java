package io.oneclear.bench.sizing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A measured rate and what the simulation of the same machine says about it. */
public record Deviation(MeasuredPoint measured, Simulated simulated) {

  /** Every measured point beside a simulated one. */
  public static List<Deviation> of(CostModel costs, int cores, List<MeasuredPoint> points) {
    return points.stream()
        .map(
            point ->
                new Deviation(point, Simulation.run(costs, Layout.together(cores), point.rate())))
        .toList();
  }

  /** Shares by which the simulation lies outside of what was measured; 0 is within. */
  double p50Missed() {
    return measured.p50().missedBy(simulated.p50());
  }

  double switchMissed() {
    return measured.switchMicros().missedBy(simulated.switchMicros());
  }

  double databaseMissed() {
    return measured.databaseMicros().missedBy(simulated.databaseMicros());
  }

  double groupMissed() {
    return measured.meanGroup() == null ? 0 : simulated.meanGroup() / measured.meanGroup() - 1;
  }

  /** A table for people: measured, and after it simulated. */
  public static List<String> table(List<Deviation> deviations) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "per second",
            "p50 ms",
            "sim.",
            "p99 ms",
            "sim.",
            "switch us",
            "sim.",
            "PG us",
            "sim.",
            "group",
            "sim."));
    deviations.forEach(deviation -> lines.add(deviation.row()));
    return lines;
  }

  private String row() {
    return row(
        "%,d".formatted(measured.rate()),
        span(measured.p50(), "%.1f"),
        number("%.1f", simulated.p50()),
        number("%.0f", measured.p99()),
        number("%.1f", simulated.p99()),
        span(measured.switchMicros(), "%.0f"),
        number("%.0f", simulated.switchMicros()),
        span(measured.databaseMicros(), "%.0f"),
        number("%.0f", simulated.databaseMicros()),
        number("%.1f", measured.meanGroup()),
        number("%.1f", simulated.meanGroup()));
  }

  private static String row(Object... cells) {
    return "%9s  %-13s %7s  %9s %7s  %-11s %7s  %-11s %7s  %7s %6s".formatted(cells);
  }

  private static String span(MeasuredPoint.Span span, String format) {
    String least = number(format, span.least());
    return span.least() == span.most() ? least : least + " to " + number(format, span.most());
  }

  private static String number(String format, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
