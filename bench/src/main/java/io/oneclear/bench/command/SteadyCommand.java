package io.oneclear.bench.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.BenchPlan.Timing;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.Machine;
import io.oneclear.bench.run.RateTrial;
import io.oneclear.bench.run.RunningCandidate;
import io.oneclear.bench.steady.Flatness;
import io.oneclear.bench.steady.Minute;
import io.oneclear.bench.steady.SteadyResult;
import io.oneclear.bench.steady.SteadyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench steady}: does anything grow, or get slower, in half an hour? */
@Command(
    name = "steady",
    description =
        "OneClear under one rate for a long time. Looks every minute at latency, heap, journal and"
            + " tables; exit 1 if one of them is not flat, a purchase is not approved, or a money"
            + " rule is violated.",
    mixinStandardHelpOptions = true)
final class SteadyCommand implements Callable<Integer> {

  private static final int MOST = 500_000;

  /** Tens of millions of rows. */
  private static final Duration AUDIT_LIMIT = Duration.ofHours(1);

  private final CommandLineOutput output;

  @Mixin private Surroundings surroundings;

  @Mixin private Crowd crowd;

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "measured (${DEFAULT-VALUE}); 6 at least")
  private int minutes;

  @Option(names = "--rate", paramLabel = "R", description = "purchases a second")
  private Integer rate;

  @Option(
      names = "--load-factor",
      defaultValue = "0.7",
      description =
          "without --rate: share of the knee, which is looked for first (${DEFAULT-VALUE})")
  private double loadFactor;

  SteadyCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (minutes < Flatness.LEAST_MINUTES) {
      throw new BenchException(
          "--minutes: %d show no trend; %d do".formatted(minutes, Flatness.LEAST_MINUTES));
    }
    crowd.checked();
    if (rate != null) {
      Given.atLeast("--rate", rate, 1);
    }
    Path root = Installation.find().root();
    OffsetDateTime at = Surroundings.now();
    Machine machine = Machine.here(root);
    Path results = surroundings.results(root, at, machine);
    SteadyResult result;
    try (Children children = surroundings.children(root, crowd.connections());
        RunningCandidate running =
            RunningCandidate.start(Candidate.ONECLEAR, children, crowd.terminals())) {
      int offered = rate == null ? shareOfKnee(children, running, results) : rate;
      output.line(String.format(Locale.ROOT, "%,d a second for %d minutes", offered, minutes));
      SteadyRun.Order order = new SteadyRun.Order(offered, minutes, crowd.connections());
      SteadyRun.Outcome outcome = SteadyRun.run(children, running, order, results);
      var figures = outcome.load().figures();
      result =
          new SteadyResult(
              at.toString(),
              machine,
              offered,
              figures.sent() + figures.unsent(),
              figures.approved(),
              outcome.minutes(),
              outcome.heap(),
              Flatness.of(outcome.minutes(), outcome.heap()),
              Audit.of(children, running, AUDIT_LIMIT));
    }
    result.write(results);
    tell(result);
    output.line("steady.html, steady.json and the histograms are in " + results);
    return result.good() ? 0 : Failures.FOUND_WRONG;
  }

  private int shareOfKnee(Children children, RunningCandidate running, Path results)
      throws IOException, InterruptedException {
    RateTrial trial =
        new RateTrial(children, running, crowd.connections(), KeepingUp.STANDARD, results);
    Optional<Knee> knee =
        new KneeSearch(2_000, MOST, 1.10, 2)
            .knee(
                tried ->
                    trial
                        .put(tried, Timing.ofSeconds(3, 5), Optional.empty(), "search")
                        .verdict()
                        .keepsUp());
    int found =
        knee.orElseThrow(() -> new BenchException("OneClear keeps up with no rate at all")).rate();
    output.line(String.format(Locale.ROOT, "the knee is at %,d/s", found));
    return KneeSearch.round(found * loadFactor);
  }

  private void tell(SteadyResult result) {
    for (Minute minute : result.minutes()) {
      output.line(
          String.format(
              Locale.ROOT,
              "minute %2d  p50 %.1f  p99 %.1f  p99.9 %.1f ms  journal queue %d  dead"
                  + " rows %,d  %.0f bytes a transaction",
              minute.number(),
              minute.p50() / 1e3,
              minute.p99() / 1e3,
              minute.p999() / 1e3,
              minute.journalQueue(),
              minute.tables().deadRows(),
              minute.bytesPerTransaction()));
    }
    for (Flatness.Trend trend : result.trends()) {
      output.line(
          String.format(
              Locale.ROOT,
              "%s: %.2f, then %.2f, at most %.2f: %s",
              trend.what(),
              trend.first(),
              trend.last(),
              trend.most(),
              trend.flat() ? "flat" : "it grew"));
    }
    output.line(
        String.format(
            Locale.ROOT,
            "%,d of %,d approved; the money rules afterwards: %s",
            result.approved(),
            result.offered(),
            result.audit().clean() ? "clean" : "violated"));
  }
}
