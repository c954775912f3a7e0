package io.oneclear.simulator.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes a result down: an HdrHistogram log, and a page with its charts that needs nothing else.
 */
public final class LoadReport {

  private static final long MINUTE_MILLIS = 60_000;
  private static final int WIDTH = 860;
  private static final int HEIGHT = 220;
  private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100};

  private final LoadResult result;

  public LoadReport(LoadResult result) {
    this.result = result;
  }

  /** The latencies in HdrHistogram's own log format, microseconds, an interval a minute. */
  public void writeHistogramLog(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
      HistogramLogWriter log = new HistogramLogWriter(out);
      log.outputComment("[latencies in microseconds from the intended send time]");
      log.outputLogFormatVersion();
      log.outputLegend();
      long start = 0;
      for (Histogram minute : result.minutes()) {
        long end = Math.min(start + MINUTE_MILLIS, result.span().toMillis());
        minute.setStartTimeStamp(start);
        minute.setEndTimeStamp(end);
        log.outputIntervalHistogram(minute);
        start = end;
      }
    }
  }

  /** A self-contained page. */
  public void writeHtml(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, html());
  }

  /** The figures as lines of text. */
  public List<String> lines() {
    return List.of(
        "sent "
            + result.sent()
            + " answered "
            + result.answered()
            + " approved "
            + result.approved(),
        "timeouts "
            + result.timeouts()
            + " unsent "
            + result.unsent()
            + " wrong MAC "
            + result.wrongMacs()
            + " unexpected "
            + result.unexpected(),
        "codes " + result.codes(),
        String.format(Locale.ROOT, "throughput %.1f answers/s", result.throughput()),
        String.format(
            Locale.ROOT,
            "latency ms p50 %.2f p90 %.2f p99 %.2f p99.9 %.2f max %.2f",
            millis(50),
            millis(90),
            millis(99),
            millis(99.9),
            millis(100)),
        String.format(
            Locale.ROOT,
            "sent after their time by ms p50 %.2f p99 %.2f max %.2f; more than 10 ms: %d",
            result.sendLag(50) / 1000.0,
            result.sendLag(99) / 1000.0,
            result.sendLag(100) / 1000.0,
            result.lateSends()));
  }

  private double millis(double percentile) {
    return result.percentile(percentile) / 1000.0;
  }

  private String html() {
    LoadPlan plan = result.plan();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>OneClear load</title>
        <style>body{font:15px/1.5 system-ui,sans-serif;max-width:900px;margin:2em auto;color:#222}
        td,th{padding:.2em 1em .2em 0;text-align:right}th{font-weight:600}
        svg{background:#fafafa;border:1px solid #ddd;margin:.5em 0}text{font-size:11px;fill:#555}
        </style></head><body><h1>Load: purchases with PIN and MAC</h1>
        """);
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%d/s for %d s, %d terminals over %d connections, seed %d. Latency counts from the"
                + " intended send time; a time-out counts with its whole length.</p>%n",
            plan.rate(),
            plan.duration().toSeconds(),
            plan.terminals(),
            plan.connections(),
            plan.seed()));
    page.append("<ul>");
    lines().forEach(line -> page.append("<li>").append(line).append("</li>"));
    page.append("</ul><h2>Latency</h2><table><tr>");
    for (double percentile : PERCENTILES) {
      page.append("<th>").append(percentile == 100 ? "max" : "p" + trimmed(percentile));
      page.append("</th>");
    }
    page.append("</tr><tr>");
    for (double percentile : PERCENTILES) {
      page.append(String.format(Locale.ROOT, "<td>%.2f ms</td>", millis(percentile)));
    }
    page.append("</tr></table>");
    page.append("<h2>Answers per second</h2>");
    page.append(chart("answers/s", List.of(new Line("#2266aa", LoadResult.Second::answered))));
    page.append("<h2>Latency by second: p50 (blue), p99 (red), microseconds</h2>");
    page.append(
        chart(
            "µs",
            List.of(
                new Line("#2266aa", LoadResult.Second::p50),
                new Line("#cc3333", LoadResult.Second::p99))));
    return page.append("</body></html>\n").toString();
  }

  private String chart(String unit, List<Line> lines) {
    List<LoadResult.Second> seconds = result.seconds();
    long top = 1;
    for (Line line : lines) {
      for (LoadResult.Second second : seconds) {
        top = Math.max(top, line.value.applyAsLong(second));
      }
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\">", WIDTH, HEIGHT, WIDTH));
    for (int i = 0; i <= 4; i++) {
      int y = HEIGHT - 20 - i * (HEIGHT - 40) / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"70\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#e3e3e3\"/>"
                  + "<text x=\"4\" y=\"%d\">%d %s</text>",
              WIDTH,
              y,
              y,
              y + 4,
              top * i / 4,
              unit));
    }
    for (Line line : lines) {
      svg.append("<polyline fill=\"none\" stroke=\"").append(line.color).append("\" points=\"");
      for (int i = 0; i < seconds.size(); i++) {
        long x = 70 + (long) i * (WIDTH - 80) / Math.max(1, seconds.size() - 1);
        long value = line.value.applyAsLong(seconds.get(i));
        svg.append(x).append(',').append(HEIGHT - 20 - value * (HEIGHT - 40) / top).append(' ');
      }
      svg.append("\"/>");
    }
    return svg.append("</svg>\n").toString();
  }

  private static String trimmed(double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString(Math.round(percentile))
        : Double.toString(percentile);
  }

  private record Line(String color, ToLongFunction<LoadResult.Second> value) {}
}
