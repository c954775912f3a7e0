package io.oneclear.bench.scale;

import io.oneclear.bench.measure.JournalWork;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.run.Point;
import io.oneclear.simulator.load.LoadFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A result as a table for people: a line a setting and rate. */
public final class ScaleTable {

  private static final String COLUMNS =
      " | offered/s | approved | p50 ms | p99 | p99.9 | CPU µs: switch | PostgreSQL | a commit"
          + " carries | start s | knee/s | audit";

  private ScaleTable() {}

  public static List<String> lines(ScaleResult result) {
    Dimension varies = result.plan().varies();
    List<String> lines = new ArrayList<>();
    String head = "| " + varies.label() + COLUMNS + " |";
    lines.add(head);
    lines.add("|" + "---|".repeat((int) head.chars().filter(c -> c == '|').count() - 1));
    for (Scaled scaled : result.settings()) {
      scaled.points().forEach(point -> lines.add(line(varies, scaled, point)));
    }
    return lines;
  }

  private static String line(Dimension varies, Scaled scaled, Point point) {
    LoadFigures load = point.load();
    long offered = load.sent() + load.unsent();
    Map<Role, Double> cpu = point.usage().cpuMicros();
    return String.format(
        Locale.ROOT,
        "| %,d | %,d | %s | %.1f | %.1f | %.1f | %s | %s | %s | %.1f | %s | %s |",
        varies.of(scaled.setting()),
        point.rate(),
        load.approved() == offered
            ? String.format(Locale.ROOT, "all %,d", offered)
            : String.format(Locale.ROOT, "%,d of %,d", load.approved(), offered),
        load.p50() / 1e3,
        load.p99() / 1e3,
        load.p999() / 1e3,
        whole(Optional.ofNullable(cpu.get(Role.SWITCH))),
        whole(Optional.ofNullable(cpu.get(Role.POSTGRESQL))),
        whole(point.usage().journal().map(JournalWork::meanGroup)),
        scaled.startSeconds(),
        scaled
            .knee()
            .map(
                knee ->
                    String.format(
                        Locale.ROOT, "%,d%s", knee.rate(), knee.orMore() ? " or more" : ""))
            .orElse("–"),
        scaled
            .audit()
            .map(
                timed ->
                    String.format(
                        Locale.ROOT,
                        "%s, %.0f s",
                        timed.audit().clean() ? "clean" : "violated",
                        timed.seconds()))
            .orElse("–"));
  }

  private static String whole(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.0f", number)).orElse("–");
  }
}
