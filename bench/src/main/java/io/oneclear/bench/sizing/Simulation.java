package io.oneclear.bench.sizing;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A purchase's way, in simulated time: it comes (open-loop, at random), the loop checks it, its
 * intent becomes durable, the scheme answers, its outcome becomes durable, the loop answers. The
 * loop's work is in four equal parts, one for each message. What a collector, a checkpoint or
 * vacuum stops is left out. The same seed gives the same figures.
 */
public final class Simulation {

  private static final double SECOND = 1e6;
  private static final double WARM_UP = 1 * SECOND;
  private static final double MEASURED = 5 * SECOND;
  private static final long MOST_MICROS = 60_000_000;
  private static final long SEED = 8583;
  private static final int MESSAGES = 4;
  private static final int SIDES = 2;

  private final CostModel costs;
  private final int rate;
  private final Layout layout;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Histogram latencies = new Histogram(MOST_MICROS, 3);
  private final Timeline timeline;
  private final Worker loop;
  private final Worker writer;
  private final Worker backend;
  private final Worker scheme;
  private final Worker load;
  private final JournalModel journal;
  private long offered;
  private int inFlight;

  private Simulation(CostModel costs, Layout layout, int rate) {
    this.costs = costs;
    this.rate = rate;
    this.layout = layout;
    Cores here = new Cores(layout.switchCores(), costs.contention(), layout.busy());
    Cores database =
        layout.shared()
            ? here
            : new Cores(layout.databaseCores(), costs.contention(), layout.busy());
    this.timeline = new Timeline(Stream.of(here, database).distinct().toList());
    this.loop = new Worker(here);
    this.writer = new Worker(here);
    this.backend = new Worker(database);
    this.scheme = new Worker(here);
    this.load = new Worker(here);
    this.journal =
        new JournalModel(timeline, new JournalModel.Threads(writer, backend, loop), costs, layout);
  }

  /** One rate for five seconds, after one that does not count. */
  public static Simulated run(CostModel costs, Layout layout, int rate) {
    return new Simulation(costs, layout, rate).run();
  }

  private Simulated run() {
    timeline.in(gap(), this::arrive);
    timeline.runUntil(WARM_UP);
    latencies.reset();
    offered = 0;
    double before = switchBusy();
    double databaseBefore = backend.busy();
    long groups = journal.groups();
    long operations = journal.operations();
    timeline.runUntil(WARM_UP + MEASURED);
    double answered = Math.max(1, latencies.getTotalCount());
    double written = Math.max(1, journal.groups() - groups);
    return new Simulated(
        rate,
        Math.min(1, answered / Math.max(1, offered)),
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3,
        (switchBusy() - before) / answered,
        (backend.busy() - databaseBefore) / answered,
        (journal.operations() - operations) / written,
        written * SECOND / MEASURED);
  }

  private double switchBusy() {
    return loop.busy() + writer.busy();
  }

  /** To the next purchase: those of many terminals come independently of each other. */
  private double gap() {
    return -Math.log(1 - random.nextDouble()) * SECOND / rate;
  }

  private void arrive() {
    timeline.in(gap(), this::arrive);
    offered++;
    if (inFlight >= costs.limits().mostInFlight()) {
      return;
    }
    inFlight++;
    double due = timeline.now();
    atTerminal(() -> message(() -> journal.write(() -> message(() -> askScheme(due)))));
  }

  private void askScheme(double due) {
    Runnable back = () -> message(() -> journal.write(() -> message(() -> answer(due))));
    Runnable hops = () -> timeline.in(costs.hopsMicros(), back);
    if (layout.simulators()) {
      scheme.give(costs.schemeMicros(), hops);
    } else {
      hops.run();
    }
  }

  private void answer(double due) {
    inFlight--;
    atTerminal(
        () -> latencies.recordValue(Math.min(MOST_MICROS, Math.round(timeline.now() - due))));
  }

  private void message(Runnable then) {
    loop.give(costs.loop().each() / MESSAGES, then);
  }

  private void atTerminal(Runnable then) {
    if (layout.simulators()) {
      load.give(costs.loadMicros() / SIDES, then);
    } else {
      then.run();
    }
  }
}
