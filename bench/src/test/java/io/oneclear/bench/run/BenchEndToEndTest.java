package io.oneclear.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.Installation;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.process.WorkingDirectory;
import io.oneclear.bench.report.HtmlReport;
import io.oneclear.bench.report.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole harness, with real processes, in a few seconds. */
class BenchEndToEndTest {

  private static final int RATE = 100;

  @TempDir private Path directory;

  @Test
  void theRelayIsStartedLoadedMeasuredAndStopped() throws Exception {
    BenchResult result = run(Candidate.RELAY);
    Point point = result.candidates().getFirst().points().getFirst();
    assertThat(point.verdict().keepsUp()).isTrue();
    assertThat(point.load().approved()).isEqualTo(2 * RATE);
    assertThat(point.usage().cpuMicros()).containsOnlyKeys(Role.SWITCH, Role.SCHEME, Role.LOAD);
    assertThat(point.usage().allocatedBytes())
        .hasValueSatisfying(bytes -> assertThat(bytes).isPositive());
    assertThat(directory.resolve("results").resolve(point.histogram())).isNotEmptyFile();
  }

  @Test
  void oneClearIsAuditedAfterwardsAndNothingIsLeftBehind() throws Exception {
    BenchResult result = run(Candidate.ONECLEAR);
    CandidateResult ours = result.candidates().getFirst();
    Point point = ours.points().getFirst();
    assertThat(point.load().approved()).isEqualTo(2 * RATE);
    assertThat(point.usage().cpuMicros()).containsOnlyKeys(Role.values());
    assertThat(point.usage().journal().orElseThrow().operations()).isPositive();
    assertThat(ours.audit().orElseThrow().clean()).isTrue();
    try (Stream<Path> left = Files.list(directory.resolve("work"))) {
      assertThat(left).isEmpty();
    }
  }

  private BenchResult run(Candidate candidate) throws Exception {
    Path results = Files.createDirectories(directory.resolve("results"));
    BenchPlan plan =
        new BenchPlan(
            List.of(candidate),
            8,
            4,
            Duration.ZERO,
            new KneeSearch(RATE, RATE, 1.5, 1),
            new KeepingUp(0.99, Duration.ofSeconds(2)),
            List.of(RATE),
            List.of(),
            BenchPlan.Timing.ofSeconds(0, 1),
            BenchPlan.Timing.ofSeconds(0, 2));
    WorkingDirectory work = WorkingDirectory.below(directory.resolve("work"), false);
    BenchResult result;
    try (Children children = Children.in(work, OwnClassPath::command)) {
      result =
          new BenchResult(
              "2026-11-26T20:00:00+08:00",
              Machine.here(Installation.find().root()),
              plan,
              Bench.run(plan, children, results, new Silent()));
    }
    ResultFile.write(result, results.resolve("result.json"));
    HtmlReport.write(result, results);
    return result;
  }

  private static final class Silent implements BenchListener {
    @Override
    public void started(Candidate candidate) {}

    @Override
    public void measured(Candidate candidate, Point point) {}

    @Override
    public void knee(Candidate candidate, Optional<Knee> knee) {}

    @Override
    public void audited(Audit audit) {}
  }
}
