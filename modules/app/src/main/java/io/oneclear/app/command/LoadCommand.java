package io.oneclear.app.command;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoLoad;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.simulator.load.LoadFigures;
import io.oneclear.simulator.load.LoadReport;
import io.oneclear.simulator.load.LoadResult;
import io.oneclear.simulator.load.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code load}: purchases with PIN and MAC at a fixed rate, whatever the answers do. */
@Command(
    name = "load",
    description =
        "Open-loop load: purchases with PIN and MAC at a fixed rate, whatever the answers do."
            + " Latencies count from the time a purchase was due. Exit 0 only if every one was"
            + " approved.",
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Option(names = "--rate", required = true, description = "purchases a second")
  private int rate;

  @Option(names = "--duration", required = true, description = "in seconds")
  private int duration;

  @Option(names = "--warm-up", defaultValue = "5", description = "seconds before, not measured")
  private int warmUp;

  @Option(names = "--terminals", required = true, description = "how many of terminals.csv")
  private int terminals;

  @Option(names = "--connections", required = true, description = "that they share")
  private int connections;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description = "a running 'serve --demo'; without it one is started for the run")
  private String target;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "its data directory, for terminals.csv and cards.csv (var/demo)")
  private Path data;

  @Option(names = "--seed", defaultValue = "1", description = "of cards and amounts")
  private long seed;

  @Option(
      names = "--verify",
      defaultValue = "ALL",
      description =
          "whose MAC is checked: all approvals (default), a sample of every 16th, or none")
  private Verification verify;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where latency.hlog and report.html go (DIR/load of the data directory)")
  private Path out;

  @Option(
      names = "--unchecked-answers",
      description = "the same as --verify none: for a relay that has no keys")
  private boolean uncheckedAnswers;

  @Option(names = "--json", description = "for a program")
  private boolean json;

  LoadCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException {
    Installation installation = Installation.find();
    DataDirectory directory =
        new DataDirectory(data == null ? installation.root().resolve("var/demo") : data);
    DemoLoad load =
        new DemoLoad(
            installation,
            directory,
            new DemoLoad.Wish(
                rate,
                Duration.ofSeconds(duration),
                Duration.ofSeconds(warmUp),
                terminals,
                connections,
                seed,
                uncheckedAnswers ? Verification.NONE : verify));
    LoadResult result = target == null ? load.onOwnNode(output) : load.on(target, output);
    return tell(result, out == null ? directory.root().resolve("load") : out);
  }

  private int tell(LoadResult result, Path directory) throws IOException {
    LoadReport report = new LoadReport(result);
    report.writeHistogramLog(directory.resolve("latency.hlog"));
    report.writeHtml(directory.resolve("report.html"));
    if (json) {
      output.json(LoadFigures.of(result));
    } else {
      report.lines().forEach(output::line);
      output.line("latency.hlog and report.html are in " + directory);
    }
    return result.clean() ? 0 : OneClearCommand.FOUND_WRONG;
  }
}
