package io.oneclear.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oneclear.store.journal.JournalMetrics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the journal reports. */
final class JournalMeters implements JournalMetrics {

  private final DistributionSummary groups;
  private final Timer waits;
  private final Timer commits;
  private final AtomicInteger queued = new AtomicInteger();
  private final Counter overloads;
  private final Counter splits;
  private final Counter expired;
  private final Counter doubtCommitted;
  private final Counter doubtLost;
  private final Counter livesLost;
  private final Counter takeOvers;

  JournalMeters(MeterRegistry registry) {
    groups =
        DistributionSummary.builder("oneclear.journal.group")
            .description("Operations that shared one commit")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
            .register(registry);
    waits =
        Timer.builder("oneclear.journal.wait")
            .description("From the arrival of a group's oldest operation to its commit")
            .serviceLevelObjectives(Meters.latencies())
            .register(registry);
    commits =
        Timer.builder("oneclear.journal.commit")
            .description("COMMIT alone")
            .serviceLevelObjectives(Meters.latencies())
            .register(registry);
    Gauge.builder("oneclear.journal.queued", queued, AtomicInteger::get).register(registry);
    overloads = counter(registry, "overload");
    splits = counter(registry, "group_split");
    expired = counter(registry, "expired");
    doubtCommitted = counter(registry, "commit_in_doubt_committed");
    doubtLost = counter(registry, "commit_in_doubt_lost");
    livesLost = counter(registry, "life_lost");
    takeOvers = counter(registry, "took_over");
  }

  private static Counter counter(MeterRegistry registry, String event) {
    return Counter.builder("oneclear.journal.trouble").tag("event", event).register(registry);
  }

  @Override
  public void committed(int operations, long longestWaitNanos, long commitNanos) {
    groups.record(operations);
    waits.record(longestWaitNanos, TimeUnit.NANOSECONDS);
    commits.record(commitNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void queueDepth(int waiting) {
    queued.set(waiting);
  }

  @Override
  public void refusedForOverload() {
    overloads.increment();
  }

  @Override
  public void groupSplit(int operations) {
    splits.increment();
  }

  @Override
  public void expired() {
    expired.increment();
  }

  @Override
  public void commitInDoubt(boolean committed) {
    (committed ? doubtCommitted : doubtLost).increment();
  }

  @Override
  public void lifeLost() {
    livesLost.increment();
  }

  @Override
  public void tookOver(int undecided) {
    takeOvers.increment();
  }
}
