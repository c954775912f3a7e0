package io.oneclear.bench.scale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.report.PointView;
import io.oneclear.bench.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run leaves: {@code scale.json}.
 *
 * @param at when it began, ISO 8601
 */
public record ScaleResult(String at, Machine machine, ScalePlan plan, List<Scaled> settings) {

  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  /** True if no money rule was found violated. */
  public boolean clean() {
    return settings.stream().flatMap(one -> one.audit().stream()).allMatch(a -> a.audit().clean());
  }

  public void write(Path directory) throws IOException {
    JSON.writeValue(directory.resolve("scale.json").toFile(), document());
  }

  private Document document() {
    return new Document(
        VERSION,
        at,
        machine,
        plan.varies().key(),
        plan.terminals(),
        plan.past().days(),
        plan.warmUp().toSeconds(),
        plan.point().measured().toSeconds(),
        settings.stream().map(ScaleResult::view).toList());
  }

  private static SettingView view(Scaled scaled) {
    return new SettingView(
        scaled.setting().journalRows(),
        scaled.setting().merchants(),
        scaled.setting().connections(),
        scaled.filled().orElse(null),
        scaled.startSeconds(),
        scaled.points().stream().map(PointView::of).toList(),
        scaled.knee().map(Knee::rate).orElse(null),
        scaled.knee().map(Knee::orMore).filter(more -> more).orElse(null),
        scaled.audit().map(timed -> timed.audit().clean()).orElse(null),
        scaled.audit().map(timed -> timed.audit().lines()).orElse(null),
        scaled.audit().map(Scaled.Timed::seconds).orElse(null));
  }

  private record Document(
      int version,
      String at,
      Machine machine,
      String varies,
      int terminals,
      int journalDays,
      long warmUpSeconds,
      long pointSeconds,
      List<SettingView> settings) {}

  private record SettingView(
      long journalRows,
      int merchants,
      int connections,
      Filled filled,
      double startSeconds,
      List<PointView> points,
      Integer knee,
      Boolean kneeOrMore,
      Boolean auditClean,
      List<String> audit,
      Double auditSeconds) {}
}
