package io.oneclear.proof.world;

import io.oneclear.link.matching.LinkTimer;
import io.oneclear.switching.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * Clocks and event queue in one. Events run in the order of their time, and of their making if they
 * fall together; between two events no time passes within one. The wall clock can be set without
 * touching the monotonic one.
 */
public final class SimulatedTime implements InstantSource, Timer, LinkTimer {

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final Instant start;
  private long nanos;
  private long wallOffsetNanos;
  private long made;

  public SimulatedTime(Instant start) {
    this.start = start;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos + wallOffsetNanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Task after(Duration delay, Runnable what) {
    return afterNanos(delay.toNanos(), what);
  }

  public Task afterMillis(long millis, Runnable what) {
    return afterNanos(millis * 1_000_000, what);
  }

  private Task afterNanos(long delay, Runnable what) {
    Task task = new Task(nanos + Math.max(0, delay), made++, what);
    tasks.add(task);
    return task;
  }

  /** Sets the wall clock forward or back; what is set on the timer keeps its distance. */
  public void jump(Duration by) {
    wallOffsetNanos += by.toNanos();
  }

  /** Runs the next event, if there is one before {@code untilNanos}; then true. */
  public boolean step(long untilNanos) {
    Task next = tasks.peek();
    if (next == null || next.at > untilNanos) {
      return false;
    }
    tasks.poll();
    nanos = next.at;
    Runnable what = next.what;
    if (what != null) {
      what.run();
    }
    return true;
  }

  /** An event that has been set. */
  public static final class Task implements Comparable<Task>, Timer.Handle, LinkTimer.Handle {

    private final long at;
    private final long number;
    private Runnable what;

    private Task(long at, long number, Runnable what) {
      this.at = at;
      this.number = number;
      this.what = what;
    }

    @Override
    public void cancel() {
      what = null;
    }

    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
