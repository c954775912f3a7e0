package io.oneclear.bench.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.peer.Peers;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.report.Comparison;
import io.oneclear.bench.report.HtmlReport;
import io.oneclear.bench.report.ResultFile;
import io.oneclear.bench.run.Bench;
import io.oneclear.bench.run.BenchPlan;
import io.oneclear.bench.run.BenchPlan.Timing;
import io.oneclear.bench.run.BenchResult;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.CandidateResult;
import io.oneclear.bench.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: OneClear and its peers under the same load, one after the other. */
@Command(
    name = "bench",
    description =
        "Measures OneClear beside its peers: starts each with its scheme and PostgreSQL, finds the"
            + " highest rate it keeps up with, and measures latency and cost at shares of it."
            + " Writes histograms, result.json and report.html. Exit 1 if a money rule is violated"
            + " afterwards.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private static final int MOST = 500_000;
  private static final List<Double> SHARES = List.of(0.25, 0.5, 0.7, 0.9, 1.2);
  private static final List<Double> QUICK_SHARES = List.of(0.5, 0.7, 0.9, 1.2);

  private final CommandLineOutput output;

  @Mixin private Surroundings surroundings;

  @Mixin private Crowd crowd;

  @Option(names = "--quick", description = "a few minutes: shorter runs, a coarser knee")
  private boolean quick;

  @Option(
      names = "--candidates",
      split = ",",
      defaultValue = "relay,q2,oneclear",
      description = "in this order (${DEFAULT-VALUE})")
  private List<String> candidates;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "R",
      description = "measure at these rates; no search for the knee")
  private List<Integer> rates = List.of();

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "of each point that is reported (15, with --quick 5)")
  private Integer duration;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "of each candidate before anything is measured (30)")
  private Integer warmUp;

  private BenchCommand(CommandLineOutput output) {
    this.output = output;
  }

  public static void main(String[] args) {
    CommandLineOutput output = CommandLineOutput.standard();
    CommandLine line = new CommandLine(new BenchCommand(output));
    line.addSubcommand(new SteadyCommand(output));
    line.addSubcommand(new IdleCommand(output));
    line.addSubcommand(new ScaleCommand(output));
    line.addSubcommand(new FillCommand(output));
    line.addSubcommand(new FillerCommand(output));
    line.addSubcommand(new SizeCommand(output));
    line.addSubcommand(new Peers(output));
    line.getCommandSpec().qualifiedName("oneclear bench");
    line.setExecutionExceptionHandler((e, _, _) -> Failures.tell(output, e));
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation installation = Installation.find();
    BenchPlan plan = plan();
    OffsetDateTime at = Surroundings.now();
    Machine machine = Machine.here(installation.root());
    Path results = surroundings.results(installation.root(), at, machine);
    BenchResult result;
    try (Children children = surroundings.children(installation.root(), plan.connections());
        BenchWatch watch = new BenchWatch(output, plan)) {
      List<CandidateResult> measured = Bench.run(plan, children, results, watch);
      result = new BenchResult(at.toString(), machine, plan, measured);
    }
    ResultFile.write(result, results.resolve("result.json"));
    HtmlReport.write(result, results);
    tell(result, results);
    return result.clean() ? 0 : Failures.FOUND_WRONG;
  }

  private BenchPlan plan() {
    crowd.checked();
    rates.forEach(rate -> Given.atLeast("--rates", rate, 1));
    if (duration != null) {
      Given.atLeast("--duration", duration, 1);
    }
    if (warmUp != null) {
      Given.atLeast("--warm-up", warmUp, 0);
    }
    return new BenchPlan(
        candidates.stream().map(Candidate::of).toList(),
        crowd.terminals(),
        crowd.connections(),
        Duration.ofSeconds(Optional.ofNullable(warmUp).orElse(30)),
        quick ? new KneeSearch(2_000, MOST, 1.10, 1) : new KneeSearch(1_000, MOST, 1.05, 2),
        KeepingUp.STANDARD,
        rates,
        quick ? QUICK_SHARES : SHARES,
        quick ? Timing.ofSeconds(2, 4) : Timing.ofSeconds(3, 6),
        Timing.ofSeconds(
            quick ? 3 : 5, Optional.ofNullable(duration).orElse(quick ? 5 : 15).longValue()));
  }

  private void tell(BenchResult result, Path results) {
    for (Comparison.Line line : Comparison.of(result)) {
      output.line(
          "%s: %.2f %s%s"
              .formatted(
                  line.what(),
                  line.value(),
                  line.unit(),
                  line.aim()
                      .map(
                          aim ->
                              " (aim: %s %.2f)"
                                  .formatted(aim.atLeast() ? "at least" : "at most", aim.bound()))
                      .orElse("")));
    }
    output.line("report.html, result.json and the histograms are in " + results);
  }
}
