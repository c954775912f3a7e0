package io.oneclear.bench.idle;

import io.oneclear.bench.load.LoadOrder;
import io.oneclear.bench.load.LoadRun;
import io.oneclear.bench.measure.JvmProbe;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.run.Candidate;
import io.oneclear.bench.run.RunningCandidate;
import io.oneclear.simulator.load.LoadFigures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One number of connections, from a fresh server to the last one that has gone. */
public final class IdleRun {

  /** First they all come and go once: what is made for the first of them is not theirs. */
  private static final Duration VISIT = Duration.ofSeconds(5);

  /** After the look, so that nobody leaves while it is taken. */
  private static final Duration AFTER_LOOK = Duration.ofSeconds(10);

  private static final Duration GONE_LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 200;

  private final Children children;
  private final RunningCandidate running;
  private final Order order;
  private final Path results;
  private final JvmProbe probe;
  private final URI metrics;

  private IdleRun(Children children, RunningCandidate running, Order order, Path results) {
    this.children = children;
    this.running = running;
    this.order = order;
    this.results = results;
    this.probe =
        running
            .sampler()
            .probe()
            .orElseThrow(() -> new BenchException("the switch does not let anybody look inside"));
    this.metrics = running.sampler().metrics().orElseThrow();
  }

  /**
   * @param connections a terminal each
   * @param rate purchases a second of all together
   * @param hold how long they are there before anybody looks
   */
  public record Order(int connections, int rate, Duration hold) {}

  /**
   * @param children whose JVMs run with {@link JvmProbe#TRACKING}
   * @param results where the load generator's histograms go
   */
  public static IdleCost run(Children children, Order order, Path results)
      throws IOException, InterruptedException {
    try (RunningCandidate running =
        RunningCandidate.start(Candidate.ONECLEAR, children, order.connections())) {
      return new IdleRun(children, running, order, results).run();
    }
  }

  private IdleCost run() throws IOException, InterruptedException {
    LoadRun.run(children, load(VISIT, "visit"), running.sampler());
    awaitNobody();
    Footprint before = look();
    List<Footprint> there = new ArrayList<>();
    LoadFigures figures =
        LoadRun.run(
                children,
                load(order.hold().plus(AFTER_LOOK), "stay"),
                running.sampler(),
                new LoadRun.Looks(order.hold(), () -> there.add(look())))
            .figures();
    awaitNobody();
    return new IdleCost(
        order.connections(),
        before,
        there.getFirst(),
        look(),
        figures.sent() + figures.unsent(),
        figures.approved());
  }

  private LoadOrder load(Duration duration, String name) {
    return new LoadOrder(
        order.rate(),
        Duration.ZERO,
        duration,
        new LoadOrder.Crowd(
            order.connections(), order.connections(), running.terminals(), running.data()),
        true,
        results.resolve(name + "-" + order.connections()));
  }

  private Footprint look() throws IOException, InterruptedException {
    return Footprint.of(running.sampler(), probe, metrics, running.pid());
  }

  private void awaitNobody() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + GONE_LIMIT.toNanos();
    while (Footprint.connections(running.sampler(), metrics) > 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new BenchException("connections are open that were closed");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
