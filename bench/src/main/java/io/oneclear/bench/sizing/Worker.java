package io.oneclear.bench.sizing;

import java.util.ArrayDeque;
import java.util.Queue;

/** A thread: does what it is given, one after the other, on its machine's processors. */
final class Worker {

  private record Job(double micros, Runnable then) {}

  private final Cores cores;
  private final Queue<Job> waiting = new ArrayDeque<>();
  private Job current;
  private double remaining;
  private double busy;

  Worker(Cores cores) {
    this.cores = cores;
  }

  /** Work of so many microseconds, and what happens when it is done. */
  void give(double micros, Runnable then) {
    waiting.add(new Job(micros, then));
    if (current == null) {
      next();
    }
  }

  private void next() {
    current = waiting.poll();
    if (current != null) {
      remaining = current.micros();
      cores.start(this);
    }
  }

  double remaining() {
    return remaining;
  }

  void advance(double work, double onProcessor) {
    remaining -= work;
    busy += onProcessor;
  }

  void finish() {
    Runnable then = current.then();
    next();
    then.run();
  }

  /** Microseconds it has had a processor. */
  double busy() {
    return busy;
  }
}
