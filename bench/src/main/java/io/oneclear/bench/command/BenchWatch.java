package io.oneclear.bench.command;

import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.BenchListener;
import io.oneclear.bench.run.BenchPlan;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.Point;
import io.oneclear.simulator.load.LoadFigures;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells how a benchmark goes: a line for every rate, and how much of the time is over. */
final class BenchWatch implements BenchListener, AutoCloseable {

  /** What a search takes, roughly: doublings, and halvings of the last step. */
  private static final int RATES_OF_A_SEARCH = 12;

  /** Start of the load generator, sign-ons, the last answers. */
  private static final int SECONDS_AROUND_A_RATE = 4;

  private final CommandLineOutput output;
  private final CommandLineOutput.Progress progress;
  private final long estimate;
  private final long began = System.nanoTime();

  BenchWatch(CommandLineOutput output, BenchPlan plan) {
    this.output = output;
    this.estimate = plan.candidates().size() * secondsOfOne(plan);
    output.line(
        "about %d minutes; others should leave this machine alone meanwhile"
            .formatted(Math.ceilDiv(estimate, 60)));
    this.progress = output.progress("seconds", estimate);
  }

  private static long secondsOfOne(BenchPlan plan) {
    boolean searches = plan.rates().isEmpty();
    int points = searches ? plan.shares().size() : plan.rates().size();
    return plan.warmUp().toSeconds()
        + (searches ? RATES_OF_A_SEARCH * seconds(plan.step()) : 0)
        + points * seconds(plan.point());
  }

  private static long seconds(BenchPlan.Timing timing) {
    return timing.warmUp().plus(timing.measured()).toSeconds() + SECONDS_AROUND_A_RATE;
  }

  @Override
  public void started(Candidate candidate) {
    output.line(candidate.label() + " is up");
  }

  @Override
  public void measured(Candidate candidate, Point point) {
    LoadFigures load = point.load();
    var cpu = point.usage().cpuMicros();
    output.line(
        String.format(
            Locale.ROOT,
            "%-10s %,7d/s  p50 %.1f  p99 %.1f  p99.9 %.1f ms  CPU of switch %.0f µs%s  %s",
            candidate.label(),
            point.rate(),
            load.p50() / 1e3,
            load.p99() / 1e3,
            load.p999() / 1e3,
            cpu.getOrDefault(Role.SWITCH, 0.0),
            cpu.containsKey(Role.POSTGRESQL)
                ? String.format(Locale.ROOT, ", PostgreSQL %.0f µs", cpu.get(Role.POSTGRESQL))
                : "",
            point.verdict().keepsUp() ? "keeps up" : point.verdict().why()));
    progress.reached(Math.min(estimate, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)));
  }

  @Override
  public void knee(Candidate candidate, Optional<Knee> knee) {
    output.line(
        candidate.label()
            + knee.map(
                    found ->
                        String.format(
                            Locale.ROOT,
                            ": the knee is at %,d/s%s",
                            found.rate(),
                            found.orMore() ? " or more" : ""))
                .orElse(" keeps up with no rate at all"));
  }

  @Override
  public void audited(Audit audit) {
    output.line("the money rules afterwards: " + (audit.clean() ? "clean" : "violated"));
    if (!audit.clean()) {
      audit.lines().forEach(output::line);
    }
  }

  @Override
  public void close() {
    progress.close();
  }
}
