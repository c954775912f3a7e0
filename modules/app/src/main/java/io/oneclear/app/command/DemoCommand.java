package io.oneclear.app.command;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.DurationText;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoDay;
import io.oneclear.app.demo.FreshDirectory;
import io.oneclear.app.output.CommandLineOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: a whole business day, from sign-on to confirmed payouts. */
@Command(
    name = "demo",
    description =
        "Plays a whole business day on embedded PostgreSQL with simulators, and shows how"
            + " everything ties. Exit 1 if one fen does not.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "emptied first if an earlier demo left it (var/demo)")
  private Path data;

  @Option(names = "--transactions", defaultValue = "2200", description = "how many are sent")
  private int transactions;

  @Option(names = "--seed", defaultValue = "1", description = "of what the terminals do")
  private long seed;

  @Option(
      names = "--upstream-timeout",
      paramLabel = "TIME",
      defaultValue = "2s",
      description = "how long the scheme may take to answer")
  private String upstreamTimeout;

  DemoCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation installation = Installation.find();
    Path directory = data == null ? installation.root().resolve("var/demo") : data;
    DataDirectory fresh = FreshDirectory.of(directory);
    DemoDay.Size size =
        new DemoDay.Size(
            transactions,
            seed,
            Arguments.read(
                () -> DurationText.parse(upstreamTimeout),
                "--upstream-timeout: '" + upstreamTimeout + "' is not a time such as 2s"));
    return DemoDay.play(installation, fresh, size, output) ? 0 : OneClearCommand.FOUND_WRONG;
  }
}
