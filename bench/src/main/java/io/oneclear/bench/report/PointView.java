package io.oneclear.bench.report;

import io.oneclear.bench.measure.JournalWork;
import io.oneclear.bench.run.Point;
import io.oneclear.simulator.load.LoadFigures;
import java.util.Map;
import java.util.TreeMap;

/** A point as result files have it: plain values, null for what was not measured. */
public record PointView(
    int offered,
    Double shareOfKnee,
    boolean keepsUp,
    String whyNot,
    LoadFigures load,
    Map<String, Double> cpuMicrosPerTransaction,
    Double allocatedBytesPerTransaction,
    JournalWork journal,
    double machineBusy,
    double machineStolen,
    String histogram) {

  public static PointView of(Point point) {
    Map<String, Double> cpu = new TreeMap<>();
    point.usage().cpuMicros().forEach((role, micros) -> cpu.put(role.key(), micros));
    return new PointView(
        point.rate(),
        point.shareOfKnee().orElse(null),
        point.verdict().keepsUp(),
        point.verdict().why().isEmpty() ? null : point.verdict().why(),
        point.load(),
        cpu,
        point.usage().allocatedBytes().orElse(null),
        point.usage().journal().orElse(null),
        point.usage().busy(),
        point.usage().stolen(),
        point.histogram());
  }
}
