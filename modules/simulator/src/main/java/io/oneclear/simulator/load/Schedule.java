package io.oneclear.simulator.load;

import java.util.concurrent.TimeUnit;

/**
 * Which purchase is due when, from whom. Purchases are numbered from 0 in the order of their time
 * and terminals take turns, so the number gives terminal, trace and time, and an answer's terminal
 * and trace give the number: nothing has to be remembered of a purchase but that it is open.
 */
final class Schedule {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int TRACES = 999_999;

  private final long startNanos;
  private final long measuredFromNanos;
  private final int rate;
  private final int terminals;
  private final int firstTrace;
  private final long purchases;

  /**
   * @param firstTrace of every terminal's first purchase
   * @param startNanos when purchase 0 is due, as {@link System#nanoTime} counts
   */
  Schedule(LoadPlan plan, int firstTrace, long startNanos) {
    this.startNanos = startNanos;
    this.measuredFromNanos = startNanos + plan.warmUp().toNanos();
    this.rate = plan.rate();
    this.terminals = plan.terminals();
    this.firstTrace = firstTrace;
    long millis = plan.warmUp().plus(plan.duration()).toMillis();
    this.purchases = Math.ceilDiv(millis * rate, 1_000L);
  }

  /** How many there are, warm-up included. */
  long purchases() {
    return purchases;
  }

  long startNanos() {
    return startNanos;
  }

  long due(long purchase) {
    return startNanos + purchase * SECOND / rate;
  }

  /** False for a purchase, or a moment, of the warm-up. */
  boolean measured(long nanos) {
    return nanos - measuredFromNanos >= 0;
  }

  int terminal(long purchase) {
    return (int) (purchase % terminals);
  }

  int trace(long purchase) {
    return 1 + (int) ((firstTrace - 1 + purchase / terminals) % TRACES);
  }

  /** The first purchase of this terminal with this trace in or after the turn of another one. */
  long purchase(int terminal, int trace, long notBefore) {
    long turn = notBefore / terminals;
    long later = Math.floorMod(trace - trace(turn * terminals), TRACES);
    return (turn + later) * terminals + terminal;
  }
}
