package io.oneclear.bench.report;

import io.oneclear.bench.measure.Role;
import io.oneclear.bench.run.BenchResult;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.CandidateResult;
import io.oneclear.bench.run.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** OneClear beside the others, in the few figures that matter, each with what is aimed at. */
public final class Comparison {

  /** Where latency is judged. */
  static final double HALF = 0.5;

  /** Where cost is judged: busy, but not at the edge. */
  static final double BUSY = 0.7;

  private Comparison() {}

  /**
   * One figure.
   *
   * @param unit empty for a ratio
   * @param aim empty if there is none
   */
  public record Line(String what, double value, String unit, Optional<Aim> aim) {

    /** Empty if nothing is aimed at. */
    public Optional<Boolean> met() {
      return aim.map(bound -> bound.atLeast() ? value >= bound.bound() : value <= bound.bound());
    }
  }

  /**
   * @param atLeast true if the value should reach it, false if it should stay below
   */
  public record Aim(boolean atLeast, double bound) {

    static Optional<Aim> least(double bound) {
      return Optional.of(new Aim(true, bound));
    }

    static Optional<Aim> most(double bound) {
      return Optional.of(new Aim(false, bound));
    }
  }

  /** Only what was measured. */
  public static List<Line> of(BenchResult result) {
    List<Line> lines = new ArrayList<>();
    Optional<CandidateResult> ours = result.of(Candidate.ONECLEAR);
    Optional<CandidateResult> relay = result.of(Candidate.RELAY);
    Optional<CandidateResult> q2 = result.of(Candidate.Q2);
    knees(ours, relay)
        .ifPresent(ratio -> add(lines, "Knee, OneClear ÷ bare relay", ratio, Aim.least(0.3)));
    knees(ours, q2).ifPresent(ratio -> add(lines, "Knee, OneClear ÷ jPOS Q2", ratio, Aim.least(5)));
    costs(ours, q2, Role.SWITCH)
        .ifPresent(
            ratio ->
                add(
                    lines,
                    "CPU of the switch for a transaction at 70 % of the knee, OneClear ÷ jPOS Q2",
                    ratio,
                    Aim.most(1 / 6.0)));
    costs(ours, q2, Role.POSTGRESQL)
        .ifPresent(
            ratio ->
                add(
                    lines,
                    "CPU of PostgreSQL for a transaction at 70 % of the knee, OneClear ÷ jPOS Q2",
                    ratio,
                    Optional.empty()));
    ours.flatMap(own -> own.at(HALF)).ifPresent(point -> latencies(lines, point));
    ours.flatMap(own -> own.at(BUSY))
        .flatMap(point -> point.usage().allocatedBytes())
        .ifPresent(
            bytes ->
                lines.add(
                    new Line(
                        "OneClear allocates for a transaction at 70 % of the knee",
                        bytes, "bytes", Aim.most(2_048))));
    return lines;
  }

  private static void latencies(List<Line> lines, Point half) {
    lines.add(
        new Line("OneClear's p99 at half the knee", half.load().p99() / 1e3, "ms", Aim.most(10)));
    lines.add(
        new Line(
            "OneClear's p99.9 at half the knee", half.load().p999() / 1e3, "ms", Aim.most(25)));
  }

  private static void add(List<Line> lines, String what, double value, Optional<Aim> aim) {
    lines.add(new Line(what, value, "", aim));
  }

  private static Optional<Double> knees(
      Optional<CandidateResult> ours, Optional<CandidateResult> theirs) {
    return ratio(
        ours.flatMap(CandidateResult::knee).map(Integer::doubleValue),
        theirs.flatMap(CandidateResult::knee).map(Integer::doubleValue));
  }

  private static Optional<Double> costs(
      Optional<CandidateResult> ours, Optional<CandidateResult> theirs, Role role) {
    ToDoubleFunction<Point> cost = point -> point.usage().cpuMicros().getOrDefault(role, 0.0);
    return ratio(
        ours.flatMap(own -> own.at(BUSY)).map(cost::applyAsDouble),
        theirs.flatMap(own -> own.at(BUSY)).map(cost::applyAsDouble));
  }

  private static Optional<Double> ratio(Optional<Double> ours, Optional<Double> theirs) {
    return ours.flatMap(own -> theirs.filter(other -> other > 0).map(other -> own / other));
  }
}
