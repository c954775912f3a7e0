package io.oneclear.bench.report;

import io.oneclear.bench.knee.Knee;
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
    knees(ours, relay, Aim.least(0.3)).ifPresent(lines::add);
    knees(ours, q2, Aim.least(5)).ifPresent(lines::add);
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

  private static Optional<Line> knees(
      Optional<CandidateResult> ours, Optional<CandidateResult> theirs, Optional<Aim> aim) {
    return ratio(ours.flatMap(Comparison::kneeRate), theirs.flatMap(Comparison::kneeRate))
        .map(
            ratio ->
                new Line(
                    "Knee, %s ÷ %s".formatted(named(ours.get()), named(theirs.get())),
                    ratio,
                    "",
                    aim));
  }

  private static Optional<Double> kneeRate(CandidateResult own) {
    return own.knee().map(knee -> (double) knee.rate());
  }

  /** A knee that lies beyond what was offered makes a ratio a bound, and has to be known. */
  private static String named(CandidateResult own) {
    boolean beyond = own.knee().map(Knee::orMore).orElse(false);
    return own.candidate().label() + (beyond ? " (whose knee may be higher)" : "");
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
