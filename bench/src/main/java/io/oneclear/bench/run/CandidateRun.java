package io.oneclear.bench.run;

import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.process.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is done with one candidate, from its start to its end. */
final class CandidateRun {

  private final BenchPlan plan;
  private final RateTrial trial;
  private final BenchListener listener;
  private final List<Point> search = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();

  private CandidateRun(BenchPlan plan, RateTrial trial, BenchListener listener) {
    this.plan = plan;
    this.trial = trial;
    this.listener = listener;
  }

  /**
   * @param results where the histogram logs go
   */
  static CandidateResult of(
      Candidate candidate, BenchPlan plan, Children children, Path results, BenchListener listener)
      throws IOException, InterruptedException {
    try (RunningCandidate running = RunningCandidate.start(candidate, children, plan.terminals())) {
      listener.started(candidate);
      RateTrial trial = new RateTrial(children, running, plan.connections(), plan.rule(), results);
      return new CandidateRun(plan, trial, listener).run();
    }
  }

  private CandidateResult run() throws IOException, InterruptedException {
    warmUp();
    Optional<Knee> knee = Optional.empty();
    if (plan.rates().isEmpty()) {
      knee = plan.search().knee(this::tryRate);
      listener.knee(candidate(), knee);
    }
    if (knee.isPresent()) {
      for (double share : plan.shares()) {
        points.add(point(KneeSearch.round(knee.get().rate() * share), Optional.of(share)));
      }
    }
    for (int rate : plan.rates()) {
      points.add(point(rate, Optional.empty()));
    }
    Optional<Audit> audit =
        candidate() == Candidate.ONECLEAR
            ? Optional.of(Audit.of(trial.children(), trial.running()))
            : Optional.empty();
    audit.ifPresent(listener::audited);
    return new CandidateResult(candidate(), knee, List.copyOf(search), List.copyOf(points), audit);
  }

  /** Half at the first rate, half at twice that, so that hot code is compiled before it counts. */
  private void warmUp() throws IOException, InterruptedException {
    Duration half = plan.warmUp().dividedBy(2);
    if (half.toSeconds() > 0) {
      BenchPlan.Timing timing = new BenchPlan.Timing(Duration.ZERO, half);
      trial.put(plan.search().start(), timing, Optional.empty(), "warm-up");
      trial.put(2 * plan.search().start(), timing, Optional.empty(), "warm-up");
    }
  }

  private boolean tryRate(int rate) throws IOException, InterruptedException {
    Point point = measured(rate, plan.step(), Optional.empty(), "search-" + search.size());
    search.add(point);
    return point.verdict().keepsUp();
  }

  private Point point(int rate, Optional<Double> share) throws IOException, InterruptedException {
    return measured(rate, plan.point(), share, "point-" + points.size());
  }

  private Point measured(int rate, BenchPlan.Timing timing, Optional<Double> share, String name)
      throws IOException, InterruptedException {
    Point point = trial.put(rate, timing, share, name);
    listener.measured(candidate(), point);
    return point;
  }

  private Candidate candidate() {
    return trial.running().candidate();
  }
}
