package io.oneclear.app.command;

import io.oneclear.app.beans.Ignition;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.DurationText;
import io.oneclear.app.config.HostPort;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.demo.DemoNode;
import io.oneclear.app.demo.DemoOptions;
import io.oneclear.app.demo.DemoSize;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Setup;
import io.oneclear.app.wiring.Wiring;
import io.oneclear.switching.stamp.LocalTimes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: the switch, until it is told to stop. */
@Command(
    name = "serve",
    description =
        "Runs what deploy/ holds, until SIGTERM. With --demo on embedded PostgreSQL, with demo"
            + " merchants and scheme and bank simulators beside it.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration BANK_LOOKS = Duration.ofSeconds(2);

  private final CommandLineOutput output;

  @Option(names = "--demo", description = "with simulators, on embedded PostgreSQL")
  private boolean demo;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where the node keeps what it makes (var, with --demo var/demo)")
  private Path data;

  @Option(names = "--port", paramLabel = "P", description = "for terminals; 0: any free one")
  private Integer port;

  @Option(names = "--console-port", paramLabel = "P", description = "for HTTP; 0: any free one")
  private Integer consolePort;

  @Option(
      names = "--upstream-timeout",
      paramLabel = "TIME",
      description = "how long a scheme may take to answer, such as 2s")
  private String upstreamTimeout;

  @Option(
      names = "--terminals",
      paramLabel = "N",
      defaultValue = "0",
      description = "with --demo: at least so many terminals")
  private int terminals;

  @Option(
      names = "--merchants",
      paramLabel = "N",
      defaultValue = "1",
      description = "with --demo: that terminals beyond the demo's own belong to in turn")
  private int merchants;

  @Option(
      names = "--scheme",
      paramLabel = "HOST:PORT",
      description =
          "with --demo: a running 'scheme' on the same data directory, not one of its own")
  private String scheme;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of cfg/oneclear.yaml, such as journal.writers=3")
  private Map<String, String> settings = new HashMap<>();

  ServeCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Duration> timeout =
        Optional.ofNullable(upstreamTimeout)
            .map(
                text ->
                    Arguments.read(
                        () -> DurationText.parse(text),
                        "--upstream-timeout: '" + text + "' is not a time such as 500ms or 2s"));
    return demo ? serveDemo(timeout) : serve(timeout);
  }

  private int serveDemo(Optional<Duration> timeout) throws InterruptedException {
    Installation installation = Installation.find();
    Path directory = data == null ? installation.root().resolve("var/demo") : data;
    DemoOptions options =
        new DemoOptions(
            Optional.ofNullable(port),
            Optional.ofNullable(consolePort),
            timeout,
            Optional.ofNullable(scheme)
                .map(
                    text ->
                        Arguments.read(
                            () -> HostPort.parse(text),
                            "--scheme: '%s' is not HOST:PORT".formatted(text))),
            new DemoSize(terminals, merchants),
            settings);
    DemoNode node = DemoNode.start(installation, new DataDirectory(directory), options);
    node.bank().watch(BANK_LOOKS);
    return serveUntilStopped(node.wiring(), node);
  }

  private int serve(Optional<Duration> timeout) throws InterruptedException {
    Installation installation = Installation.find();
    Path directory = data == null ? installation.root().resolve("var") : data;
    Map<String, String> all = new HashMap<>(settings);
    if (port != null) {
      all.put("terminals.port", port.toString());
    }
    if (consolePort != null) {
      all.put("console.port", consolePort.toString());
    }
    OneClearConfig config = OneClearConfig.read(installation, all);
    if (timeout.isPresent()) {
      config
          .links()
          .keySet()
          .forEach(
              link ->
                  all.put(
                      "links." + link + ".link.requestTimeout", timeout.get().toMillis() + "ms"));
      config = OneClearConfig.read(installation, all);
    }
    Wiring wiring =
        new Wiring(
            new Setup(
                config,
                installation,
                new DataDirectory(directory),
                Clock.system(LocalTimes.ZONE),
                false,
                Setup.Seed.NONE,
                UnaryOperator.identity()));
    Ignition ignition = new Ignition(installation.deploy(), wiring);
    try {
      ignition.startAndWait(START);
    } catch (RuntimeException e) {
      wiring.close();
      throw e;
    }
    return serveUntilStopped(
        wiring,
        () -> {
          ignition.stop();
          wiring.close();
        });
  }

  /** Says that it is ready, waits for the signal, and leaves in order. */
  private int serveUntilStopped(Wiring wiring, AutoCloseable node) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      close(node);
                      stopped.countDown();
                    }));
    output.line(
        "READY terminals=%s console=%s"
            .formatted(
                wiring.terminalsAddress().orElse("none"), wiring.consoleUrl().orElse("none")));
    var _ = wiring.ended().thenRun(stopped::countDown);
    stopped.await();
    if (wiring.ended().isDone()) {
      throw new CommandFailure(wiring.ended().join() + ": this one ends");
    }
    return 0;
  }

  private void close(AutoCloseable node) {
    try {
      node.close();
    } catch (Exception e) {
      // The process ends here; what could not be closed must be said.
      output.complain("did not stop in order: " + e.getMessage());
      throw new CommandFailure("did not stop in order", e);
    }
  }
}
