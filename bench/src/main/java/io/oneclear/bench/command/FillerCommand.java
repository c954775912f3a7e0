package io.oneclear.bench.command;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.fill.JournalFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bench filler}: the process that fills, for {@code fill} and {@code scale}. Whoever starts
 * it stops its database and deletes the directory if it does not come to its end.
 */
@Command(name = "filler", hidden = true, mixinStandardHelpOptions = true)
final class FillerCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Mixin private FillOptions options;

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "a new directory")
  private Path data;

  FillerCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var order = options.order();
    try (CommandLineOutput.Progress progress = output.progress("rows", order.rows())) {
      Filled filled =
          JournalFill.run(
              order, Installation.find(), new DataDirectory(data), rows -> reached(progress, rows));
      output.line(filled.line());
    }
    return 0;
  }

  /** Several lanes tell. */
  private static void reached(CommandLineOutput.Progress progress, long rows) {
    synchronized (progress) {
      progress.reached(rows);
    }
  }
}
