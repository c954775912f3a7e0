package io.oneclear.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.measure.JournalWork;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.measure.Usage;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.BenchPlan;
import io.oneclear.bench.run.BenchResult;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.CandidateResult;
import io.oneclear.bench.run.Machine;
import io.oneclear.bench.run.Point;
import io.oneclear.simulator.load.LoadFigures;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result as a run would leave it: the relay at 50,000/s, Q2 at 2,500/s, OneClear at 20,000/s. */
class ReportTest {

  @TempDir private Path directory;

  @Test
  void theComparisonHasTheRatiosAndWhetherTheAimsAreReached() throws Exception {
    assertThat(Comparison.of(result()))
        .extracting(
            line -> line.what().replaceAll(" for a transaction.*, ", ", "),
            Comparison.Line::value,
            line -> line.met().orElse(null))
        .containsExactly(
            tuple("Knee, OneClear ÷ bare relay (whose knee may be higher)", 0.4, true),
            tuple("Knee, OneClear ÷ jPOS Q2", 8.0, true),
            tuple("CPU of the switch, OneClear ÷ jPOS Q2", 0.2, false),
            tuple("CPU of PostgreSQL, OneClear ÷ jPOS Q2", 0.1, null),
            tuple("OneClear's p99 at half the knee", 8.0, true),
            tuple("OneClear's p99.9 at half the knee", 30.0, false),
            tuple("OneClear allocates for a transaction at 70 % of the knee", 1_900.0, true));
  }

  @Test
  void withoutAPeerThereIsNothingToDivideBy() throws Exception {
    BenchResult whole = result();
    BenchResult alone =
        new BenchResult(
            whole.at(),
            whole.machine(),
            whole.plan(),
            whole.candidates().stream().filter(own -> own.candidate() == Candidate.RELAY).toList());
    assertThat(Comparison.of(alone)).isEmpty();
  }

  @Test
  void theResultFileLeavesOutWhatWasNotMeasured() throws Exception {
    Path file = directory.resolve("result.json");
    ResultFile.write(result(), file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    JsonNode relay = json.at("/candidates/0/points/0");
    JsonNode ours = json.at("/candidates/2/points/0");
    assertThat(json.at("/version").asInt()).isEqualTo(1);
    assertThat(json.at("/candidates/2/knee").asInt()).isEqualTo(20_000);
    assertThat(json.at("/candidates/2").has("kneeOrMore")).isFalse();
    assertThat(json.at("/candidates/0/kneeOrMore").asBoolean()).isTrue();
    assertThat(relay.has("journal")).isFalse();
    assertThat(relay.at("/cpuMicrosPerTransaction").has("postgresql")).isFalse();
    assertThat(ours.at("/journal/meanGroup").asDouble()).isEqualTo(40);
    assertThat(ours.at("/load/p999").asLong()).isEqualTo(30_000);
    assertThat(ours.at("/cpuMicrosPerTransaction/switch").asDouble()).isEqualTo(40);
    assertThat(json.at("/candidates/2/audit/clean").asBoolean()).isTrue();
  }

  @Test
  void thePageNeedsNothingBesideItself() throws Exception {
    HtmlReport.write(result(), directory);
    String page = Files.readString(directory.resolve("report.html"));
    assertThat(page)
        .contains("OneClear beside its peers", "20,000", "50,000 or more", "not reached", "echarts")
        .doesNotContain("<script src", "<link", "@body@", "@charts@");
  }

  @Test
  void theLatencyCurveSaysWhatTheHistogramSays() throws Exception {
    Path log = histogram("curve", 1);
    List<double[]> curve = LatencyCurve.of(log);
    double[] atOneInHundred =
        curve.stream().filter(point -> point[0] >= 100).findFirst().orElseThrow();
    assertThat(atOneInHundred[1]).isEqualTo(9.9, Offset.offset(0.1));
    assertThat(curve.getLast()[0]).isLessThanOrEqualTo(10_000);
  }

  private BenchResult result() throws Exception {
    BenchPlan plan =
        new BenchPlan(
            List.of(Candidate.values()),
            400,
            100,
            Duration.ofSeconds(20),
            new KneeSearch(1_000, 256_000, 1.05, 2),
            KeepingUp.STANDARD,
            List.of(),
            List.of(0.5, 0.7),
            BenchPlan.Timing.ofSeconds(3, 6),
            BenchPlan.Timing.ofSeconds(5, 15));
    Map<Role, Double> relay = Map.of(Role.SWITCH, 10.0, Role.SCHEME, 8.0, Role.LOAD, 12.0);
    Map<Role, Double> q2 =
        Map.of(Role.SWITCH, 200.0, Role.POSTGRESQL, 300.0, Role.SCHEME, 30.0, Role.LOAD, 20.0);
    Map<Role, Double> ours =
        Map.of(Role.SWITCH, 40.0, Role.POSTGRESQL, 30.0, Role.SCHEME, 12.0, Role.LOAD, 12.0);
    return new BenchResult(
        "2026-11-26T20:00:00+08:00",
        new Machine("A Processor", 2, 24_000, "Linux", "a JVM", "abc1234"),
        plan,
        List.of(
            candidate(Candidate.RELAY, 50_000, relay),
            candidate(Candidate.Q2, 2_500, q2),
            candidate(Candidate.ONECLEAR, 20_000, ours)));
  }

  private CandidateResult candidate(Candidate candidate, int knee, Map<Role, Double> cpu)
      throws Exception {
    boolean own = candidate == Candidate.ONECLEAR;
    Optional<JournalWork> journal =
        own ? Optional.of(new JournalWork(1_000, 40_000, 40, 64, 0.6, 1)) : Optional.empty();
    Usage usage = new Usage(14, cpu, Optional.of(1_900.0), journal, 0.7, 0.01);
    List<Point> points = new ArrayList<>();
    for (double share : List.of(0.5, 0.7)) {
      String log = directory.relativize(histogram(candidate.key() + share, 2)).toString();
      points.add(
          new Point(
              (int) (knee * share),
              Optional.of(share),
              figures((int) (knee * share)),
              usage,
              KeepingUp.STANDARD.judge(figures((int) (knee * share))),
              log));
    }
    Optional<Audit> audit =
        own ? Optional.of(new Audit(true, List.of("rule 1: 10 rows, clean"))) : Optional.empty();
    return new CandidateResult(
        candidate, Optional.of(new Knee(knee, knee == 50_000)), points, points, audit);
  }

  private static LoadFigures figures(int rate) {
    long all = rate * 15L;
    return new LoadFigures(
        rate,
        15,
        all,
        0,
        all,
        all,
        0,
        0,
        0,
        rate,
        2_000,
        4_000,
        8_000,
        30_000,
        60_000,
        0,
        300,
        900,
        Map.of("00", all),
        List.of());
  }

  /** 1 to 10,000 times as many microseconds. */
  private Path histogram(String name, int scale) throws Exception {
    Histogram histogram = new Histogram(3);
    for (int i = 1; i <= 10_000; i++) {
      histogram.recordValue((long) i * scale);
    }
    Path file = directory.resolve(name + ".hlog");
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
      HistogramLogWriter log = new HistogramLogWriter(out);
      log.outputLogFormatVersion();
      log.outputIntervalHistogram(histogram);
    }
    return file;
  }
}
