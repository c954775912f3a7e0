package io.oneclear.app.demo;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.HostPort;
import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoFiles;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.load.LoadException;
import io.oneclear.simulator.load.LoadGenerator;
import io.oneclear.simulator.load.LoadPlan;
import io.oneclear.simulator.load.LoadProgress;
import io.oneclear.simulator.load.LoadResult;
import io.oneclear.simulator.load.Verification;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Load on a demo node: one that is running, or one started for the run. */
public record DemoLoad(Installation installation, DataDirectory data, Wish wish) {

  /**
   * How much of it.
   *
   * @param verification whose MAC is checked
   */
  public record Wish(
      int rate,
      Duration duration,
      Duration warmUp,
      int terminals,
      int connections,
      long seed,
      Verification verification) {}

  /**
   * Loads a running node whose data directory this is.
   *
   * @param target {@code HOST:PORT}
   */
  public LoadResult on(String target, CommandLineOutput output) throws IOException {
    HostPort address;
    try {
      address = HostPort.parse(target);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--target: " + e.getMessage(), e);
    }
    Path file = data.demo().resolve("terminals.csv");
    if (Files.notExists(file)) {
      throw new CommandFailure(
          "--data: %s is not there; give the data directory of the running 'serve --demo'"
              .formatted(file));
    }
    List<DemoTerminal> terminals = DemoFiles.terminals(file);
    if (terminals.size() < wish.terminals) {
      throw new CommandFailure(
          "--terminals: %d are asked for, %s has %d; start the node with 'serve --demo --terminals %d'"
              .formatted(wish.terminals, file, terminals.size(), wish.terminals));
    }
    List<DemoCard> cards = DemoFiles.cards(data.demo().resolve("cards.csv"));
    return run(address.host(), address.port(), terminals, cards, output);
  }

  /** Starts a node for the run. */
  public LoadResult onOwnNode(CommandLineOutput output) throws IOException {
    DemoOptions options = DemoOptions.onFreePorts().ofSize(DemoSize.ofTerminals(wish.terminals));
    try (DemoNode node = DemoNode.start(installation, data, options)) {
      return run("127.0.0.1", node.terminalsPort(), node.terminals(), node.cards(), output);
    }
  }

  private LoadResult run(
      String host,
      int port,
      List<DemoTerminal> terminals,
      List<DemoCard> cards,
      CommandLineOutput output)
      throws IOException {
    Dialects dialects = Dialects.load(installation);
    LoadGenerator generator =
        new LoadGenerator(
            new PosDialect(dialects.pos(), dialects.posOptions()), Clock.system(LocalTimes.ZONE));
    try (Watch watch = new Watch(output, wish.duration.plus(wish.warmUp).toSeconds())) {
      LoadPlan plan =
          LoadPlan.of(
                  host, port, wish.rate, wish.duration, wish.terminals, wish.connections, wish.seed)
              .withWarmUp(wish.warmUp)
              .withVerification(wish.verification)
              .withTraceFile(data.demo().resolve("load-traces"));
      return generator.run(plan, spread(terminals), cards, watch);
    } catch (IllegalArgumentException | LoadException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /** Double-length terminals first: those are what is in the field. */
  private static List<DemoTerminal> spread(List<DemoTerminal> terminals) {
    return terminals.stream().sorted((a, b) -> b.algorithm().compareTo(a.algorithm())).toList();
  }

  /** Shows the run as it goes. */
  private static final class Watch implements LoadProgress, AutoCloseable {

    private final CommandLineOutput output;
    private final CommandLineOutput.Progress progress;

    Watch(CommandLineOutput output, long seconds) {
      this.output = output;
      this.progress = output.progress("load", seconds);
    }

    @Override
    public void signedOn(int terminals, int of) {
      if (terminals == of) {
        output.line(terminals + " terminals are signed on");
      }
    }

    @Override
    public void second(LoadResult.Second second, boolean warmUp) {
      progress.reached(second.at());
      if (!warmUp && second.at() % 10 == 0) {
        output.line(
            String.format(
                Locale.ROOT,
                "second %d: %d answers, p50 %.1f ms, p99 %.1f ms",
                second.at(),
                second.answered(),
                second.p50() / 1e3,
                second.p99() / 1e3));
      }
    }

    @Override
    public void close() {
      progress.close();
    }
  }
}
