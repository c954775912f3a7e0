package io.oneclear.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.BenchPlan;
import io.oneclear.bench.run.BenchResult;
import io.oneclear.bench.run.CandidateResult;
import io.oneclear.bench.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code result.json}: the whole result in plain values. What was not measured is left out. */
public final class ResultFile {

  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private ResultFile() {}

  public static void write(BenchResult result, Path file) throws IOException {
    JSON.writeValue(file.toFile(), document(result));
  }

  static Document document(BenchResult result) {
    return new Document(
        VERSION,
        result.at(),
        result.machine(),
        setup(result.plan()),
        Comparison.of(result).stream().map(ResultFile::line).toList(),
        result.candidates().stream().map(ResultFile::candidate).toList());
  }

  private static Setup setup(BenchPlan plan) {
    return new Setup(
        plan.terminals(),
        plan.connections(),
        plan.warmUp().toSeconds(),
        plan.step().measured().toSeconds(),
        plan.point().measured().toSeconds(),
        plan.rule().leastApproved(),
        plan.rule().p99().toMillis(),
        plan.search().precision());
  }

  private static LineView line(Comparison.Line line) {
    return new LineView(
        line.what(),
        line.value(),
        line.unit(),
        line.aim()
            .map(aim -> (aim.atLeast() ? "at least " : "at most ") + aim.bound())
            .orElse(null),
        line.met().orElse(null));
  }

  private static CandidateView candidate(CandidateResult result) {
    return new CandidateView(
        result.candidate().key(),
        result.knee().map(Knee::rate).orElse(null),
        result.knee().map(Knee::orMore).filter(more -> more).orElse(null),
        result.search().stream().map(PointView::of).toList(),
        result.points().stream().map(PointView::of).toList(),
        result.audit().orElse(null));
  }

  record Document(
      int version,
      String at,
      Machine machine,
      Setup setup,
      List<LineView> comparison,
      List<CandidateView> candidates) {}

  record Setup(
      int terminals,
      int connections,
      long warmUpSeconds,
      long searchSeconds,
      long pointSeconds,
      double leastApproved,
      long mostP99Millis,
      double precision) {}

  record LineView(String what, double value, String unit, String aim, Boolean met) {}

  record CandidateView(
      String candidate,
      Integer knee,
      Boolean kneeOrMore,
      List<PointView> search,
      List<PointView> points,
      Audit audit) {}
}
