package io.oneclear.simulator.load;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends each purchase at its time. One thread; it never waits for an answer, and what it could not
 * send in time it sends as soon as it can, with the latency counting from when it should have left.
 */
final class Pacer {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(1);

  /** How many sends go without looking at time-outs when there is no time to wait. */
  private static final int SENDS_BETWEEN_LOOKS = 512;

  private final LoadPlan plan;
  private final List<LoadTerminal> terminals;
  private final List<LoadConnection> connections;
  private final InFlight inFlight;
  private final LoadProgress progress;
  private final SplittableRandom random;
  private final LoadMeter warmUp = new LoadMeter();
  private final LoadMeter measured = new LoadMeter();
  private final long start;
  private final long measuredFrom;
  private long nextSecond;

  Pacer(
      LoadPlan plan,
      List<LoadTerminal> terminals,
      List<LoadConnection> connections,
      InFlight inFlight,
      LoadProgress progress) {
    this.plan = plan;
    this.terminals = terminals;
    this.connections = connections;
    this.inFlight = inFlight;
    this.progress = progress;
    this.random = new SplittableRandom(plan.seed());
    this.start = System.nanoTime() + LONGEST_PARK;
    this.measuredFrom = start + plan.warmUp().toNanos();
    this.nextSecond = start + SECOND;
  }

  /** The meter for a purchase that should have left at this time. Any thread. */
  LoadMeter meterFor(long intendedNanos) {
    return intendedNanos - measuredFrom >= 0 ? measured : warmUp;
  }

  LoadMeter measured() {
    return measured;
  }

  /** Sends all purchases, then waits for the last answers or their time-outs. */
  void run() {
    long nanos = plan.warmUp().plus(plan.duration()).toNanos();
    for (long i = 0; i * SECOND / plan.rate() < nanos; i++) {
      long intended = start + i * SECOND / plan.rate();
      long now = System.nanoTime();
      if (i % SENDS_BETWEEN_LOOKS == 0) {
        look(now);
      }
      while (intended - now > 0) {
        look(now);
        LockSupport.parkNanos(Math.min(intended - now, LONGEST_PARK));
        now = System.nanoTime();
      }
      send(intended, now, (int) (i % terminals.size()));
    }
    long end = start + nanos + plan.answerTimeout().toNanos();
    while (inFlight.size() > 0 && System.nanoTime() - end < LONGEST_PARK) {
      look(System.nanoTime());
      LockSupport.parkNanos(LONGEST_PARK);
    }
    measured.closeSecond();
  }

  private void send(long intended, long now, int index) {
    LoadTerminal terminal = terminals.get(index);
    LoadMeter meter = meterFor(intended);
    if (inFlight.size() >= plan.maxInFlight()) {
      meter.unsent.increment();
      return;
    }
    int trace = terminal.trace();
    byte[] frame = terminal.purchase(random);
    inFlight.add(index, trace, intended);
    if (connections.get(index % connections.size()).send(frame)) {
      meter.sent(now - intended);
    } else {
      inFlight.take(index, trace);
      meter.unsent.increment();
    }
  }

  private void look(long now) {
    long timeout = plan.answerTimeout().toNanos();
    inFlight.expire(now - timeout, intended -> meterFor(intended).timedOut(timeout));
    while (now - nextSecond >= 0) {
      boolean warmingUp = nextSecond - measuredFrom <= 0;
      LoadMeter meter = warmingUp ? warmUp : measured;
      meter.closeSecond();
      progress.second(meter.seconds().getLast(), warmingUp);
      nextSecond += SECOND;
    }
  }
}
