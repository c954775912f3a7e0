package io.oneclear.bench.sizing;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Simulated time in microseconds: what happens next, at a moment or because work is done. */
final class Timeline {

  private record Due(double at, long order, Runnable what) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingDouble(Due::at).thenComparingLong(Due::order));
  private final List<Cores> machines;
  private double now;
  private long ordered;

  Timeline(List<Cores> machines) {
    this.machines = machines;
  }

  double now() {
    return now;
  }

  void in(double micros, Runnable what) {
    due.add(new Due(now + micros, ordered++, what));
  }

  /** Runs until then; what is not over is left as it is. */
  void runUntil(double end) {
    while (now < end) {
      double next = due.isEmpty() ? end : Math.min(end, due.peek().at());
      for (Cores cores : machines) {
        next = Math.min(next, now + cores.untilNext());
      }
      double passed = next - now;
      machines.forEach(cores -> cores.advance(passed));
      now = next;
      if (!finishWork()) {
        doWhatIsDue();
      }
    }
  }

  private boolean finishWork() {
    boolean some = false;
    for (Cores cores : machines) {
      for (Worker done = cores.finished(); done != null; done = cores.finished()) {
        done.finish();
        some = true;
      }
    }
    return some;
  }

  private void doWhatIsDue() {
    while (!due.isEmpty() && due.peek().at() <= now) {
      due.poll().what().run();
    }
  }
}
