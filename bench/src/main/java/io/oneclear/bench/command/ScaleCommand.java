package io.oneclear.bench.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.run.BenchPlan.Timing;
import io.oneclear.bench.run.Machine;
import io.oneclear.bench.scale.ScalePlan;
import io.oneclear.bench.scale.ScaleResult;
import io.oneclear.bench.scale.ScaleRun;
import io.oneclear.bench.scale.ScaleTable;
import io.oneclear.bench.scale.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench scale}: throughput against journal size, merchants or connections. */
@Command(
    name = "scale",
    description =
        "OneClear at fixed rates while one thing grows: rows in the journal, merchants or"
            + " connections. A fresh OneClear for each value; a journal that is not empty is filled"
            + " before. Prints a table and writes scale.json. Exit 1 if a money rule is violated.",
    mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {

  private static final int MOST = 500_000;

  private final CommandLineOutput output;

  @Mixin private Surroundings surroundings;

  @Mixin private Growth growth;

  @Option(
      names = {"--rate", "--rates"},
      split = ",",
      paramLabel = "R",
      defaultValue = "6000",
      description = "purchases a second, one after the other (${DEFAULT-VALUE})")
  private List<Integer> rates;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "of each rate (${DEFAULT-VALUE})")
  private int duration;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "of each OneClear at the first rate, before anything is measured" + " (${DEFAULT-VALUE})")
  private int warmUp;

  @Option(names = "--knee", description = "look for the knee, too: two or three minutes each")
  private boolean knee;

  @Option(
      names = "--prepared",
      paramLabel = "DIR",
      description = "holds journals that 'bench fill' has made; each is used up")
  private Path prepared;

  @Option(names = "--no-audit", description = "leave the money rules unchecked at the end")
  private boolean noAudit;

  ScaleCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ScalePlan plan = plan();
    Path root = Installation.find().root();
    OffsetDateTime at = Surroundings.now();
    Machine machine = Machine.here(root);
    ScaleResult result;
    Path results;
    try (Children children =
        surroundings.children(root, growth.mostConnections(), "", bytes(plan))) {
      results = surroundings.results(root, at, machine);
      ScaleWatch watch = new ScaleWatch(output, plan.varies());
      result =
          new ScaleResult(
              at.toString(), machine, plan, ScaleRun.run(plan, children, results, watch));
    }
    result.write(results);
    ScaleTable.lines(result).forEach(output::line);
    output.line("scale.json and the histograms are in " + results);
    return result.clean() ? 0 : Failures.FOUND_WRONG;
  }

  ScalePlan plan() {
    rates.forEach(rate -> Given.atLeast("--rate", rate, 1));
    Given.atLeast("--duration", duration, 1);
    Given.atLeast("--warm-up", warmUp, 0);
    return new ScalePlan(
        growth.varies(),
        growth.settings(),
        growth.terminals(),
        new ScalePlan.PastPlan(growth.days(), Optional.ofNullable(prepared)),
        Duration.ofSeconds(warmUp),
        rates,
        Timing.ofSeconds(5, duration),
        knee ? Optional.of(new KneeSearch(2_000, MOST, 1.10, 2)) : Optional.empty(),
        Timing.ofSeconds(3, 5),
        KeepingUp.STANDARD,
        !noAudit);
  }

  /** What the largest journal takes: there is one at a time, unless all are kept. */
  private long bytes(ScalePlan plan) {
    long rows =
        surroundings.keep()
            ? plan.settings().stream().mapToLong(Setting::journalRows).sum()
            : plan.settings().stream().mapToLong(Setting::journalRows).max().orElseThrow();
    return prepared == null ? rows * FillOrder.BYTES_EACH : 0;
  }
}
