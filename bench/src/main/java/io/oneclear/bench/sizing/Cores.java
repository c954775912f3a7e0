package io.oneclear.bench.sizing;

import java.util.ArrayList;
import java.util.List;

/**
 * The processors of a machine, shared equally by the threads that have work: each gets as much of
 * one as any other, at any moment. A real scheduler gives slices of milliseconds; that is left out.
 */
final class Cores {

  private static final double NEARLY_NOTHING = 1e-6;

  private final int count;
  private final double contention;
  private final boolean busy;
  private final List<Worker> running = new ArrayList<>();

  /**
   * @param contention how many times as long work takes while all others are busy, too
   * @param busy true if they always are, because of work that is not simulated
   */
  Cores(int count, double contention, boolean busy) {
    if (count < 1) {
      throw new IllegalArgumentException("a machine needs a processor");
    }
    this.count = count;
    this.contention = contention;
    this.busy = busy;
  }

  void start(Worker worker) {
    running.add(worker);
  }

  /** Microseconds until the first of those that run has done its work. */
  double untilNext() {
    double least = Double.POSITIVE_INFINITY;
    for (Worker worker : running) {
      least = Math.min(least, worker.remaining());
    }
    return least / speed();
  }

  void advance(double micros) {
    double work = micros * speed();
    double busy = micros * share();
    for (Worker worker : running) {
      worker.advance(work, busy);
    }
  }

  /** One that has done its work, taken from those that run; null if there is none. */
  Worker finished() {
    for (int i = 0; i < running.size(); i++) {
      if (running.get(i).remaining() <= NEARLY_NOTHING) {
        return running.remove(i);
      }
    }
    return null;
  }

  /** Part of a processor that each has. */
  private double share() {
    return Math.min(1.0, (double) count / running.size());
  }

  /** Work that each gets done in a microsecond. */
  private double speed() {
    if (running.isEmpty()) {
      return 1;
    }
    return share() / (1 + (contention - 1) * others());
  }

  /** Part of the other processors that is busy. */
  private double others() {
    if (busy) {
      return 1;
    }
    return count == 1 ? 0 : Math.min(1.0, (running.size() - 1.0) / (count - 1));
  }
}
