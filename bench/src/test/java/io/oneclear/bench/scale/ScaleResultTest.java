package io.oneclear.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.measure.JournalWork;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.measure.Usage;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.BenchPlan.Timing;
import io.oneclear.bench.run.Machine;
import io.oneclear.bench.run.Point;
import io.oneclear.simulator.load.LoadFigures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty journal at 6,000/s, and one of a million rows that loses some. */
class ScaleResultTest {

  @TempDir private Path directory;

  @Test
  void theTableHasALineForEachSettingAndRate() {
    assertThat(ScaleTable.lines(result(true)))
        .containsExactly(
            "| rows in the journal | offered/s | approved | p50 ms | p99 | p99.9 | CPU µs: switch |"
                + " PostgreSQL | a commit carries | start s | knee/s | audit |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|",
            "| 0 | 6,000 | all 60,000 | 5.0 | 20.0 | 40.0 | 80 | 60 | 24 | 3.5 | 10,000 | clean,"
                + " 2 s |",
            "| 1,000,000 | 6,000 | 59,000 of 60,000 | 5.0 | 20.0 | 40.0 | 80 | 60 | 24 | 3.5 | – |"
                + " – |");
  }

  @Test
  void theFileSaysWhatVariedAndLeavesOutWhatWasNotMeasured() throws Exception {
    result(true).write(directory);
    JsonNode json = new ObjectMapper().readTree(directory.resolve("scale.json").toFile());
    assertThat(json.at("/version").asInt()).isEqualTo(1);
    assertThat(json.at("/varies").asText()).isEqualTo("journal");
    JsonNode empty = json.at("/settings/0");
    JsonNode full = json.at("/settings/1");
    assertThat(empty.at("/journalRows").asLong()).isZero();
    assertThat(empty.has("filled")).isFalse();
    assertThat(empty.at("/knee").asInt()).isEqualTo(10_000);
    assertThat(empty.has("kneeOrMore")).isFalse();
    assertThat(empty.at("/auditClean").asBoolean()).isTrue();
    assertThat(full.at("/filled/order/rows").asLong()).isEqualTo(1_000_000);
    assertThat(full.at("/points/0/load/approved").asLong()).isEqualTo(59_000);
    assertThat(full.at("/points/0/keepsUp").asBoolean()).isFalse();
    assertThat(full.has("auditClean")).isFalse();
  }

  @Test
  void aViolatedMoneyRuleIsNotClean() {
    assertThat(result(true).clean()).isTrue();
    assertThat(result(false).clean()).isFalse();
  }

  private static ScaleResult result(boolean clean) {
    Setting empty = new Setting(0, 1, 100);
    Setting full = new Setting(1_000_000, 1, 100);
    ScalePlan plan =
        new ScalePlan(
            Dimension.JOURNAL,
            List.of(empty, full),
            400,
            new ScalePlan.PastPlan(30, Optional.empty()),
            Duration.ofSeconds(30),
            List.of(6_000),
            Timing.ofSeconds(5, 10),
            Optional.empty(),
            Timing.ofSeconds(3, 5),
            KeepingUp.STANDARD,
            true);
    Filled filled =
        new Filled(new FillOrder(1_000_000, 30, 400, 1, 2), 10, 5, 900_000_000, 100_000_000);
    Audit audit = new Audit(clean, List.of("rule 1"));
    return new ScaleResult(
        "2026-11-27T20:00:00+08:00",
        new Machine("A Processor", 2, 24_000, "Linux", "a JVM", "abc1234"),
        plan,
        List.of(
            new Scaled(
                empty,
                Optional.empty(),
                3.5,
                List.of(point(60_000)),
                Optional.of(new Knee(10_000, false)),
                Optional.of(new Scaled.Timed(audit, 2))),
            new Scaled(
                full,
                Optional.of(filled),
                3.5,
                List.of(point(59_000)),
                Optional.empty(),
                Optional.empty())));
  }

  private static Point point(long approved) {
    LoadFigures load =
        new LoadFigures(
            6_000,
            10,
            60_000,
            0,
            60_000,
            approved,
            0,
            0,
            0,
            6_000,
            5_000,
            9_000,
            20_000,
            40_000,
            50_000,
            0,
            300,
            900,
            Map.of("00", approved),
            List.of());
    Usage usage =
        new Usage(
            9,
            Map.of(Role.SWITCH, 80.0, Role.POSTGRESQL, 60.0, Role.SCHEME, 20.0),
            Optional.of(15_000.0),
            Optional.of(new JournalWork(5_000, 120_000, 24, 64, 0.6, 1)),
            0.8,
            0);
    return new Point(
        6_000, Optional.empty(), load, usage, KeepingUp.STANDARD.judge(load), "latency.hlog");
  }
}
