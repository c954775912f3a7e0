package io.oneclear.link.matching;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when the test says so. */
public final class ManualTimer implements LinkTimer {

  private long now = Long.MAX_VALUE - 5_000_000_000L; // so that the clock wraps during a test
  private long order;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparingLong((Task task) -> task.in).thenComparingLong(task -> task.order));
  private long passed;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Handle after(Duration delay, Runnable task) {
    Task set = new Task(passed + delay.toNanos(), order++, task);
    tasks.add(set);
    return () -> tasks.remove(set);
  }

  public int set() {
    return tasks.size();
  }

  public void pass(Duration time) {
    long end = passed + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().in <= end) {
      Task due = tasks.poll();
      now += due.in - passed;
      passed = due.in;
      due.run.run();
    }
    now += end - passed;
    passed = end;
  }

  private record Task(long in, long order, Runnable run) {}
}
