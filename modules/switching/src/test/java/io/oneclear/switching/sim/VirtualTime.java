package io.oneclear.switching.sim;

import io.oneclear.switching.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** Clock, timer and executor in one: time passes only when there is nothing left to do now. */
public final class VirtualTime implements Timer, InstantSource {

  private static final int RUNAWAY = 1_000_000;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
  private Instant now;
  private long counter;

  public VirtualTime(Instant start) {
    now = start;
  }

  private record Task(Instant at, long number, Runnable what) {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Handle after(Duration delay, Runnable task) {
    Task entry = new Task(now.plus(delay), counter++, task);
    tasks.add(entry);
    return () -> tasks.remove(entry);
  }

  /** A future that completes after {@code delay}. */
  public CompletableFuture<Void> pause(Duration delay) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    after(delay, () -> done.complete(null));
    return done;
  }

  /** Lets this much time pass, running what falls due in its order. */
  public void pass(Duration time) {
    Instant until = now.plus(time);
    int steps = 0;
    while (!tasks.isEmpty() && !tasks.peek().at().isAfter(until)) {
      Task next = tasks.poll();
      now = next.at();
      next.what().run();
      if (++steps > RUNAWAY) {
        throw new IllegalStateException("a million steps and no end");
      }
    }
    now = until;
  }

  /** Sets the wall clock; what is set on the timer keeps its distance. */
  public void jump(Duration by) {
    Task[] waiting = tasks.toArray(Task[]::new);
    tasks.clear();
    for (Task task : waiting) {
      tasks.add(new Task(task.at().plus(by), task.number(), task.what()));
    }
    now = now.plus(by);
  }
}
