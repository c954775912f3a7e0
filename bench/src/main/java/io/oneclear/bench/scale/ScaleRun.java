package io.oneclear.bench.scale;

import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.BenchPlan.Timing;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.Place;
import io.oneclear.bench.run.Point;
import io.oneclear.bench.run.RateTrial;
import io.oneclear.bench.run.RunningCandidate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a plan: a fresh OneClear for each setting, one after the other. */
public final class ScaleRun {

  /** Two lanes keep a database busy on a machine of two cores. */
  private static final int LANES = 2;

  private static final Duration AUDIT = Duration.ofMinutes(10);

  /** An audit goes over a journal several times. */
  private static final long LEAST_AUDITED_A_SECOND = 5_000;

  private final ScalePlan plan;
  private final Children children;
  private final Path results;
  private final ScaleListener listener;

  private ScaleRun(ScalePlan plan, Children children, Path results, ScaleListener listener) {
    this.plan = plan;
    this.children = children;
    this.results = results;
    this.listener = listener;
  }

  /**
   * @param results where the histogram logs go
   */
  public static List<Scaled> run(
      ScalePlan plan, Children children, Path results, ScaleListener listener)
      throws IOException, InterruptedException {
    ScaleRun run = new ScaleRun(plan, children, results, listener);
    // What is missing is said now and not after an hour of the settings before it.
    Set<Path> taken = new HashSet<>();
    for (Setting setting : plan.settings()) {
      run.prepared(setting);
      Optional<Path> from = run.from(setting);
      if (from.isPresent() && !taken.add(from.get())) {
        throw new BenchException(
            "--prepared: %s serves one setting, and several need it; leave --prepared away"
                .formatted(from.get()));
      }
    }
    List<Scaled> all = new ArrayList<>();
    for (Setting setting : plan.settings()) {
      all.add(run.with(setting));
    }
    return all;
  }

  private Scaled with(Setting setting) throws IOException, InterruptedException {
    Place place = new Place(setting.name(), plan.terminals(), setting.merchants());
    Optional<Filled> filled = fill(setting, children.directory().data(place.directory()));
    filled.ifPresent(past -> listener.filled(setting, past));
    long began = System.nanoTime();
    try (RunningCandidate running = RunningCandidate.start(Candidate.ONECLEAR, children, place)) {
      double start = (System.nanoTime() - began) / 1e9;
      listener.started(setting, start);
      RateTrial trial =
          new RateTrial(
              children,
              running,
              setting.connections(),
              plan.rule(),
              results.resolve(setting.name()));
      warmUp(trial);
      List<Point> points = new ArrayList<>();
      for (int rate : plan.rates()) {
        points.add(measured(setting, trial, rate, plan.point(), "rate"));
      }
      Optional<Knee> knee = knee(setting, trial);
      return new Scaled(setting, filled, start, points, knee, audit(setting, running));
    }
  }

  private Optional<Filled> fill(Setting setting, Path data)
      throws IOException, InterruptedException {
    if (setting.journalRows() == 0) {
      return Optional.empty();
    }
    Optional<Filled> prepared = prepared(setting);
    if (prepared.isPresent()) {
      PastJournal.take(from(setting).orElseThrow(), data);
      return prepared;
    }
    return Optional.of(PastJournal.fill(children, data, order(setting), listener::line));
  }

  private Optional<Filled> prepared(Setting setting) throws IOException {
    Optional<Path> from = from(setting);
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(PastJournal.look(from.get(), order(setting)));
  }

  /** Where its journal was prepared; empty if it was not. */
  private Optional<Path> from(Setting setting) {
    return setting.journalRows() == 0
        ? Optional.empty()
        : plan.past().prepared().map(from -> PastJournal.prepared(from, setting.journalRows()));
  }

  private FillOrder order(Setting setting) {
    return new FillOrder(
        setting.journalRows(), plan.past().days(), plan.terminals(), setting.merchants(), LANES);
  }

  private void warmUp(RateTrial trial) throws IOException, InterruptedException {
    if (plan.warmUp().toSeconds() > 0) {
      Timing timing = new Timing(Duration.ZERO, plan.warmUp());
      trial.put(plan.rates().getFirst(), timing, Optional.empty(), "warm-up");
    }
  }

  private Point measured(Setting setting, RateTrial trial, int rate, Timing timing, String name)
      throws IOException, InterruptedException {
    Point point = trial.put(rate, timing, Optional.empty(), name);
    Point ours =
        new Point(
            point.rate(),
            point.shareOfKnee(),
            point.load(),
            point.usage(),
            point.verdict(),
            Path.of(setting.name()).resolve(point.histogram()).toString());
    listener.measured(setting, ours);
    return ours;
  }

  private Optional<Knee> knee(Setting setting, RateTrial trial)
      throws IOException, InterruptedException {
    if (plan.knee().isEmpty()) {
      return Optional.empty();
    }
    return plan.knee()
        .get()
        .knee(rate -> measured(setting, trial, rate, plan.step(), "search").verdict().keepsUp());
  }

  private Optional<Scaled.Timed> audit(Setting setting, RunningCandidate running)
      throws IOException, InterruptedException {
    if (!plan.audits()) {
      return Optional.empty();
    }
    long began = System.nanoTime();
    Duration limit = AUDIT.plusSeconds(setting.journalRows() / LEAST_AUDITED_A_SECOND);
    Audit audit = Audit.of(children, running, limit);
    return Optional.of(new Scaled.Timed(audit, (System.nanoTime() - began) / 1e9));
  }
}
