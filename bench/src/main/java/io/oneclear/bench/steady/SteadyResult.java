package io.oneclear.bench.steady;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneclear.bench.report.Page;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.Machine;
import io.oneclear.bench.steady.Flatness.Trend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a steady run leaves: {@code steady.json} and {@code steady.html}.
 *
 * @param at when it began, ISO 8601
 * @param approved of {@code offered}
 */
public record SteadyResult(
    String at,
    Machine machine,
    int rate,
    long offered,
    long approved,
    List<Minute> minutes,
    Heap heap,
    List<Trend> trends,
    Audit audit) {

  private static final double MB = 1 << 20;

  /** True if nothing grew, all was approved and no money rule is violated. */
  public boolean good() {
    return approved == offered && audit.clean() && trends.stream().allMatch(Trend::flat);
  }

  public void write(Path directory) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve("steady.json").toFile(), this);
    Files.writeString(
        directory.resolve("steady.html"),
        Page.of(
            "OneClear, steady",
            "%s · commit %s · %s".formatted(at, machine.commit(), machine.processor()),
            body(),
            new ObjectMapper().writeValueAsString(charts())));
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    body.append(
        String.format(
            Locale.ROOT,
            "<p>%,d purchases a second for %d minutes; %,d of %,d were approved. A quantity is flat"
                + " if the median of its last third of minutes is at most what the table allows,"
                + " which comes from the median of the first third. The money rules afterwards:"
                + " %s.</p>",
            rate,
            minutes.size(),
            approved,
            offered,
            audit.clean() ? "clean" : "violated"));
    body.append(
        "<table><tr><th></th><th>first third</th><th>last third</th><th>at"
            + " most</th><th></th></tr>");
    for (Trend trend : trends) {
      body.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td><td"
                  + " class=\"%s\">%s</td></tr>",
              trend.what(),
              trend.first(),
              trend.last(),
              trend.most(),
              trend.flat() ? "yes" : "no",
              trend.flat() ? "flat" : "grew"));
    }
    body.append(
        "</table><h2>Latency, minute by minute</h2><div id=\"latency\" class=\"chart\"></div>");
    body.append("<h2>Tables and indexes</h2><div id=\"tables\" class=\"chart low\"></div>");
    return body.append("<h2>Dead rows</h2><div id=\"dead\" class=\"chart low\"></div>").toString();
  }

  private Map<String, Object> charts() {
    return Map.of(
        "latency",
            chart(
                "log",
                "ms",
                List.of(
                    line("p50", minute -> minute.p50() / 1e3),
                    line("p99", minute -> minute.p99() / 1e3),
                    line("p99.9", minute -> minute.p999() / 1e3))),
        "tables",
            chart(
                "value",
                "MB",
                List.of(
                    line("tables", minute -> minute.tables().tableBytes() / MB),
                    line("indexes", minute -> minute.tables().indexBytes() / MB))),
        "dead", chart("value", "rows", List.of(line("dead rows", m -> m.tables().deadRows()))));
  }

  private static Map<String, Object> chart(String scale, String unit, List<Object> lines) {
    return Map.of(
        "xAxis", Map.of("type", "value", "name", "minute", "format", "plain"),
        "yAxis", Map.of("type", scale, "name", unit, "unit", unit, "format", "plain"),
        "series", lines);
  }

  private Object line(String name, ToDoubleFunction<Minute> value) {
    return Map.of(
        "name",
        name,
        "type",
        "line",
        "data",
        minutes.stream()
            .map(minute -> List.of(minute.number(), value.applyAsDouble(minute)))
            .toList());
  }
}
