package io.oneclear.bench.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.process.Launcher;
import io.oneclear.bench.process.Preflight;
import io.oneclear.bench.process.WorkingDirectory;
import io.oneclear.bench.scale.PastJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bench fill}: a journal with a past, to be measured later. */
@Command(
    name = "fill",
    description =
        "Makes DIR/journal-ROWS, a demo's data directory whose journal holds so many approved"
            + " purchases of past days, sealed and chained, for 'bench scale --prepared DIR' or"
            + " 'serve --demo --data'. About a gigabyte a million rows.",
    mixinStandardHelpOptions = true)
final class FillCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Mixin private FillOptions options;

  @Parameters(paramLabel = "DIR", description = "where it goes")
  private Path directory;

  FillCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FillOrder order = options.order();
    Path target = PastJournal.prepared(directory.toAbsolutePath(), order.rows());
    if (Files.exists(target)) {
      throw new BenchException(target + " is there already");
    }
    Files.createDirectories(target.getParent());
    Preflight.check(0, target.getParent(), order.rows() * FillOrder.BYTES_EACH);
    Path root = Installation.find().root();
    // Half a journal goes with the working directory; a whole one is moved out of it.
    WorkingDirectory work = WorkingDirectory.below(target.getParent(), false);
    try (Children children = Children.in(work, Launcher.script(root))) {
      Path data = work.data("journal");
      PastJournal.fill(children, data, order, output::line);
      Files.move(data, target);
    }
    output.line("the journal is in " + target);
    return 0;
  }
}
