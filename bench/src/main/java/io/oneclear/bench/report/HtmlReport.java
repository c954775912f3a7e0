package io.oneclear.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.oneclear.bench.measure.JournalWork;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.run.BenchPlan;
import io.oneclear.bench.run.BenchResult;
import io.oneclear.bench.run.CandidateResult;
import io.oneclear.bench.run.Machine;
import io.oneclear.bench.run.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code report.html}: one page that carries its charts and the program that draws them. */
public final class HtmlReport {

  private final BenchResult result;
  private final Path directory;

  private HtmlReport(BenchResult result, Path directory) {
    this.result = result;
    this.directory = directory;
  }

  /** Writes the page into the directory that also holds the histogram logs. */
  public static void write(BenchResult result, Path directory) throws IOException {
    Files.writeString(directory.resolve("report.html"), new HtmlReport(result, directory).page());
  }

  String page() throws IOException {
    Machine machine = result.machine();
    return Page.of(
        "OneClear beside its peers",
        "%s · commit %s · %s".formatted(result.at(), machine.commit(), machine.processor()),
        body(),
        new ObjectMapper().writeValueAsString(new Charts(result, directory).all()));
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    body.append(introduction());
    body.append("<h2>In short</h2>").append(comparison());
    body.append("<h2>The knee</h2>").append(knees());
    body.append(
        """
        <h2>Latency at the same share of each one's knee</h2>
        <p>How long the slowest took. At 99 %, one purchase in a hundred was slower than the line.</p>
        <div class="pair"><figure><div id="latency-50" class="chart"></div>
        <figcaption>at half the knee</figcaption></figure>
        <figure><div id="latency-90" class="chart"></div>
        <figcaption>at 90 % of the knee</figcaption></figure></div>
        <h2>Load and latency</h2>
        <p>Every rate that was tried. Where a line turns upwards, the candidate no longer keeps up.</p>
        <div id="throughput" class="chart wide"></div>
        <h2>What a transaction costs</h2>
        <p>CPU time of each process at 70 % of the candidate's own knee, from the operating system's
        accounts. Without a knee: at the highest rate it kept up with.</p>
        <div id="cost" class="chart low"></div>
        """);
    result.candidates().forEach(own -> body.append(candidate(own)));
    return body.toString();
  }

  private String introduction() {
    BenchPlan plan = result.plan();
    Machine machine = result.machine();
    return """
    <p>Purchases with PIN and MAC from %s terminals over %s connections, offered at a fixed rate
    whatever the answers do. Latency counts from the moment a purchase was due, so that a stall is
    felt by everyone who had to wait for it. Terminals, switch, scheme and database share the
    %d processors of this machine (%s, %s MB, %s, %s). One candidate runs at a time. Databases run
    with <code>fsync</code> and <code>synchronous_commit</code> on.</p>
    <p>A candidate <b>keeps up</b> with a rate if at least %s %% of the offered purchases are
    approved, 99 %% of them within %d ms, and the lag does not grow while it runs. The <b>knee</b> is
    the highest rate it keeps up with.</p>
    """
        .formatted(
            Html.count(plan.terminals()),
            Html.count(plan.connections()),
            machine.processors(),
            Html.text(machine.processor()),
            Html.count(machine.memoryMb()),
            Html.text(machine.system()),
            Html.text(machine.java()),
            Html.number(plan.rule().leastApproved() * 100),
            plan.rule().p99().toMillis());
  }

  private String comparison() {
    List<Comparison.Line> lines = Comparison.of(result);
    if (lines.isEmpty()) {
      return "<p>There is nothing to compare OneClear with in this run.</p>";
    }
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Line line : lines) {
      rows.add(
          List.of(
              Html.text(line.what()),
              "<b>%s</b> %s"
                  .formatted(Html.number(line.value()), line.unit().isEmpty() ? "×" : line.unit()),
              line.aim()
                  .map(aim -> (aim.atLeast() ? "≥ " : "≤ ") + Html.number(aim.bound()))
                  .orElse("–"),
              line.met()
                  .map(
                      met ->
                          met
                              ? "<span class=\"yes\">reached</span>"
                              : "<span class=\"no\">not reached</span>")
                  .orElse("")));
    }
    return Html.table(List.of("", "measured", "aimed at", ""), rows);
  }

  private String knees() {
    List<List<String>> rows = new ArrayList<>();
    for (CandidateResult own : result.candidates()) {
      Optional<Point> half = own.at(Comparison.HALF);
      rows.add(
          List.of(
              "<b>" + own.candidate().label() + "</b>",
              own.knee()
                  .map(knee -> Html.count(knee.rate()) + (knee.orMore() ? " or more" : ""))
                  .orElse("–"),
              half.map(point -> Html.millis(point.load().p50())).orElse("–"),
              half.map(point -> Html.millis(point.load().p99())).orElse("–"),
              half.map(point -> Html.millis(point.load().p999())).orElse("–"),
              own.audit()
                  .map(audit -> audit.clean() ? "clean" : "<span class=\"no\">violated</span>")
                  .orElse("–")));
    }
    return Html.table(
        List.of(
            "",
            "knee, per second",
            "p50 at half, ms",
            "p99 at half, ms",
            "p99.9 at half, ms",
            "money rules after it"),
        rows);
  }

  private static String candidate(CandidateResult own) {
    StringBuilder section = new StringBuilder();
    section.append("<h2>").append(own.candidate().label()).append(", point by point</h2>");
    if (!own.points().isEmpty()) {
      section.append(points(own.points()));
      section.append("<details><summary>What each point cost</summary>");
      section.append(costs(own.points())).append("</details>");
    }
    if (!own.search().isEmpty()) {
      section.append("<details><summary>How the knee was found</summary>");
      section.append(points(own.search())).append("</details>");
    }
    own.audit()
        .ifPresent(
            audit ->
                section
                    .append("<details><summary>The money rules on the database afterwards: ")
                    .append(audit.clean() ? "clean" : "violated")
                    .append("</summary><pre>")
                    .append(Html.text(String.join("\n", audit.lines())))
                    .append("</pre></details>"));
    return section.toString();
  }

  private static String points(List<Point> points) {
    List<List<String>> rows = new ArrayList<>();
    for (Point point : points) {
      var load = point.load();
      rows.add(
          List.of(
              Html.count(point.rate()),
              point.shareOfKnee().map(share -> Math.round(share * 100) + " %").orElse("–"),
              Html.count(Math.round(load.answersPerSecond())),
              Html.millis(load.p50()),
              Html.millis(load.p90()),
              Html.millis(load.p99()),
              Html.millis(load.p999()),
              Html.millis(load.max()),
              Html.text(
                  load.codes().entrySet().stream()
                          .map(code -> code.getKey() + ": " + Html.count(code.getValue()))
                          .collect(Collectors.joining(", "))
                      + (load.timeouts() > 0 ? ", none: " + Html.count(load.timeouts()) : "")),
              point.verdict().keepsUp()
                  ? "<span class=\"yes\">keeps up</span>"
                  : "<span class=\"no\">" + Html.text(point.verdict().why()) + "</span>"));
    }
    return Html.table(
        List.of(
            "offered/s",
            "of knee",
            "answers/s",
            "p50 ms",
            "p90",
            "p99",
            "p99.9",
            "max",
            "response codes",
            ""),
        rows);
  }

  private static String costs(List<Point> points) {
    List<List<String>> rows = new ArrayList<>();
    for (Point point : points) {
      var usage = point.usage();
      List<String> row = new ArrayList<>();
      row.add(Html.count(point.rate()));
      for (Role role : Role.values()) {
        Double micros = usage.cpuMicros().get(role);
        row.add(micros == null ? "–" : Html.number(micros));
      }
      row.add(usage.allocatedBytes().map(Math::round).map(Html::count).orElse("not measured"));
      row.add(usage.journal().map(JournalWork::meanGroup).map(Html::number).orElse("–"));
      row.add(usage.journal().map(JournalWork::meanCommitMillis).map(Html::number).orElse("–"));
      row.add(Math.round(usage.busy() * 100) + " %");
      row.add(Html.number(usage.stolen() * 100) + " %");
      rows.add(row);
    }
    return Html.table(
        List.of(
            "offered/s",
            "switch, CPU µs",
            "PostgreSQL",
            "scheme",
            "load generator",
            "allocated in the switch, bytes",
            "journal operations a commit",
            "commit, ms",
            "machine busy",
            "stolen by its host"),
        rows);
  }
}
