package io.oneclear.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.process.WorkingDirectory;
import io.oneclear.bench.run.BenchPlan.Timing;
import io.oneclear.bench.run.OwnClassPath;
import io.oneclear.bench.run.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it with real processes, on small journals. */
class ScaleEndToEndTest {

  private static final int RATE = 100;
  private static final int ROWS = 2_000;
  private static final int TERMINALS = 80;

  @TempDir private Path directory;

  @Test
  void anEmptyJournalAndAFilledOneAreLoadedAuditedAndDeleted() throws Exception {
    List<Setting> settings = List.of(new Setting(0, 3, 4), new Setting(ROWS, 3, 4));
    Heard heard = new Heard();
    List<Scaled> scaled;
    try (Children children = children()) {
      scaled = ScaleRun.run(plan(settings, Optional.empty()), children, directory, heard);
    }
    assertThat(scaled).extracting(Scaled::setting).isEqualTo(settings);
    assertThat(scaled).allMatch(one -> one.audit().orElseThrow().audit().clean());
    for (Scaled one : scaled) {
      Point point = one.points().getFirst();
      assertThat(point.load().approved()).isEqualTo(RATE);
      assertThat(directory.resolve(point.histogram())).isNotEmptyFile();
    }
    assertThat(scaled.getLast().audit().orElseThrow().audit().lines())
        .anyMatch(
            line ->
                line.contains("every transaction is as its seal says: " + (ROWS + RATE) + " rows"));
    assertThat(heard.lines).anyMatch(line -> line.startsWith("rows: "));
    assertNothingIsLeft();
  }

  @Test
  void aPreparedJournalIsUsedUp() throws Exception {
    Path prepared = Files.createDirectory(directory.resolve("prepared"));
    Path journal = PastJournal.prepared(prepared, ROWS);
    Setting setting = new Setting(ROWS, 1, 4);
    try (Children children = children()) {
      Filled filled =
          PastJournal.fill(children, journal, new FillOrder(ROWS, 30, TERMINALS, 1, 1), _ -> {});
      ScalePlan other = plan(List.of(new Setting(ROWS, 2, 4)), Optional.of(prepared));
      assertThatThrownBy(() -> ScaleRun.run(other, children, directory, new Heard()))
          .isInstanceOf(BenchException.class)
          .hasMessageStartingWith("--prepared: ")
          .hasMessageContaining("of 80 terminals and 1 merchants");
      ScalePlan twice = plan(List.of(setting, new Setting(ROWS, 1, 8)), Optional.of(prepared));
      assertThatThrownBy(() -> ScaleRun.run(twice, children, directory, new Heard()))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("serves one setting");
      ScalePlan plan = plan(List.of(setting), Optional.of(prepared));
      Scaled scaled = ScaleRun.run(plan, children, directory, new Heard()).getFirst();
      assertThat(scaled.filled()).contains(filled);
      assertThat(scaled.points().getFirst().load().approved()).isEqualTo(RATE);
      assertThat(journal).doesNotExist();
      ScalePlan after = plan(List.of(new Setting(0, 1, 4), setting), Optional.of(prepared));
      Heard nothing = new Heard();
      assertThatThrownBy(() -> ScaleRun.run(after, children, directory, nothing))
          .isInstanceOf(BenchException.class)
          .hasMessage("--prepared: " + journal + " is not there; 'bench fill' makes it");
      assertThat(nothing.lines).as("nothing was started").isEmpty();
    }
    assertNothingIsLeft();
  }

  private Children children() throws Exception {
    return Children.in(
        WorkingDirectory.below(directory.resolve("work"), false), OwnClassPath::command);
  }

  private void assertNothingIsLeft() throws Exception {
    try (Stream<Path> left = Files.list(directory.resolve("work"))) {
      assertThat(left).isEmpty();
    }
  }

  private static ScalePlan plan(List<Setting> settings, Optional<Path> prepared) {
    return new ScalePlan(
        Dimension.JOURNAL,
        settings,
        TERMINALS,
        new ScalePlan.PastPlan(30, prepared),
        Duration.ZERO,
        List.of(RATE),
        Timing.ofSeconds(0, 1),
        Optional.empty(),
        Timing.ofSeconds(0, 1),
        new KeepingUp(0.99, Duration.ofSeconds(2)),
        true);
  }

  private static final class Heard implements ScaleListener {

    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void line(String text) {
      lines.add(text);
    }

    @Override
    public void filled(Setting setting, Filled filled) {}

    @Override
    public void started(Setting setting, double seconds) {
      line("up");
    }

    @Override
    public void measured(Setting setting, Point point) {}
  }
}
