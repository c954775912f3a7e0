package io.oneclear.bench.steady;

import io.oneclear.bench.load.LoadOrder;
import io.oneclear.bench.load.LoadRun;
import io.oneclear.bench.measure.JvmProbe;
import io.oneclear.bench.measure.Sampler;
import io.oneclear.bench.measure.Scrape;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Children;
import io.oneclear.bench.run.RunningCandidate;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One long load on a running OneClear, with a look inside every minute. */
public final class SteadyRun {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final String QUEUED = "oneclear_journal_queued";
  private static final String WAIT = "oneclear_journal_wait_seconds";

  private final RunningCandidate running;
  private final JvmProbe probe;
  private final URI metrics;
  private final List<Look> looks = new ArrayList<>();
  private long heapEarly;

  private SteadyRun(RunningCandidate running) {
    Sampler sampler = running.sampler();
    this.running = running;
    this.probe =
        sampler
            .probe()
            .orElseThrow(() -> new BenchException("the switch does not let anybody look inside"));
    this.metrics = sampler.metrics().orElseThrow();
  }

  /** What was seen, besides the latencies. */
  private record Look(Scrape metrics, TableSizes tables) {}

  /**
   * @param load over all minutes
   */
  public record Outcome(LoadRun.Outcome load, List<Minute> minutes, Heap heap) {}

  /**
   * @param results where the histogram log goes
   */
  public static Outcome run(Children children, RunningCandidate running, Order order, Path results)
      throws IOException, InterruptedException {
    return new SteadyRun(running).run(children, order, results);
  }

  /** How much, and for how long. */
  public record Order(int rate, int minutes, int connections) {}

  private Outcome run(Children children, Order order, Path results)
      throws IOException, InterruptedException {
    LoadOrder load =
        new LoadOrder(
            order.rate(),
            WARM_UP,
            Duration.ofMinutes(order.minutes()),
            new LoadOrder.Crowd(
                running.size(), order.connections(), running.terminals(), running.data()),
            true,
            results);
    EmbeddedConfig server = EmbeddedConfig.in(running.data().resolve("postgres"));
    try (EmbeddedDatabase joined = EmbeddedDatabase.startOrJoin(server);
        Connection connection = connect(joined.connection())) {
      looks.add(look(connection));
      LoadRun.Outcome outcome =
          LoadRun.run(
              children,
              load,
              running.sampler(),
              new LoadRun.Looks(Duration.ofMinutes(1), () -> lookEveryMinute(connection)));
      return new Outcome(
          outcome,
          minutes(MinuteLatencies.of(results.resolve("latency.hlog"))),
          new Heap(heapEarly, probe.heapInUse()));
    } catch (SQLException e) {
      throw new BenchException("the switch's database cannot be asked: " + e.getMessage(), e);
    }
  }

  private static Connection connect(DatabaseConfig database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private void lookEveryMinute(Connection connection) throws IOException, InterruptedException {
    looks.add(look(connection));
    // The first look was before the first minute.
    if (looks.size() == Heap.EARLY + 1) {
      heapEarly = probe.heapInUse();
    }
  }

  private Look look(Connection connection) throws IOException, InterruptedException {
    try {
      return new Look(Scrape.of(running.sampler().client(), metrics), TableSizes.read(connection));
    } catch (SQLException e) {
      throw new BenchException("the switch's database cannot be asked: " + e.getMessage(), e);
    }
  }

  private List<Minute> minutes(List<MinuteLatencies> latencies) {
    List<Minute> minutes = new ArrayList<>();
    for (int i = 1; i < looks.size() && i <= latencies.size(); i++) {
      Look before = looks.get(i - 1);
      Look after = looks.get(i);
      MinuteLatencies minute = latencies.get(i - 1);
      double waits = delta(before, after, WAIT + "_count");
      minutes.add(
          new Minute(
              i,
              minute.answered(),
              minute.p50(),
              minute.p99(),
              minute.p999(),
              minute.max(),
              (long) after.metrics().value(QUEUED),
              delta(before, after, WAIT + "_sum") * 1e3 / Math.max(1, waits),
              after.tables(),
              (double) (after.tables().bytes() - before.tables().bytes())
                  / Math.max(1, minute.answered())));
    }
    return minutes;
  }

  private static double delta(Look before, Look after, String name) {
    return after.metrics().value(name) - before.metrics().value(name);
  }
}
