package io.oneclear.bench.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.idle.IdleCost;
import io.oneclear.bench.idle.IdleResult;
import io.oneclear.bench.idle.IdleRun;
import io.oneclear.bench.measure.JvmProbe;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench idle}: what do terminals cost that are connected and silent? */
@Command(
    name = "idle",
    description =
        "OneClear with many signed-on terminals of which few are at work: heap, direct memory,"
            + " memory of the process and descriptors before, with and after them. Exit 1 if a"
            + " connection costs more than 8 KB of heap and direct memory, or leaves something"
            + " behind.",
    mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Mixin private Surroundings surroundings;

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      defaultValue = "10000,18000",
      description = "a terminal each, one number after the other (${DEFAULT-VALUE})")
  private List<Integer> connections;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "2",
      description = "purchases a second of the few at work (${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--hold",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "before memory is looked at (${DEFAULT-VALUE})")
  private int hold;

  IdleCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    connections.forEach(count -> Given.atLeast("--connections", count, 1));
    Given.atLeast("--rate", rate, 1);
    Given.atLeast("--hold", hold, 1);
    Path root = Installation.find().root();
    OffsetDateTime at = Surroundings.now();
    Machine machine = Machine.here(root);
    int most = connections.stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<IdleCost> costs = new ArrayList<>();
    Path results;
    try (Children children = surroundings.children(root, most, JvmProbe.TRACKING)) {
      results = surroundings.results(root, at, machine);
      for (int count : connections) {
        IdleRun.Order order = new IdleRun.Order(count, rate, Duration.ofSeconds(hold));
        IdleCost cost = IdleRun.run(children, order, results);
        cost.lines().forEach(output::line);
        costs.add(cost);
      }
    }
    IdleResult result = new IdleResult(at.toString(), machine, rate, hold, costs);
    result.write(results);
    output.line("idle.json and the histograms are in " + results);
    return result.good() ? 0 : Failures.FOUND_WRONG;
  }
}
