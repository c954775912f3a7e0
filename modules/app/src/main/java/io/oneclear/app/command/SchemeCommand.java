package io.oneclear.app.command;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoScheme;
import io.oneclear.app.demo.DemoSize;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.simulator.scheme.SchemeSimulator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scheme}: the demo's scheme simulator as a process of its own, so that it can be timed. */
@Command(
    name = "scheme",
    description =
        "Runs the demo's scheme simulator alone, until SIGTERM, for a 'serve --demo --scheme'"
            + " on the same data directory.",
    mixinStandardHelpOptions = true)
final class SchemeCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "the demo's data directory; terminals, cards and keys are made if missing")
  private Path data;

  @Option(names = "--port", defaultValue = "0", description = "0: any free one")
  private int port;

  @Option(names = "--terminals", defaultValue = "0", description = "at least so many")
  private int terminals;

  @Option(
      names = "--merchants",
      paramLabel = "N",
      defaultValue = "1",
      description = "that terminals beyond the demo's own belong to in turn")
  private int merchants;

  SchemeCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    SchemeSimulator scheme =
        DemoScheme.alone(
            Installation.find(), new DataDirectory(data), port, new DemoSize(terminals, merchants));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      scheme.close();
                      stopped.countDown();
                    }));
    output.line("READY scheme=127.0.0.1:" + scheme.port());
    stopped.await();
    return 0;
  }
}
