package io.oneclear.link.matching;

import java.time.Duration;

/**
 * Monotonic time: reads it, and runs something later. The wall clock may jump; deadlines must not.
 */
public interface LinkTimer {

  /** Nanoseconds of the monotonic clock; only differences mean something. */
  long nanos();

  /** Runs {@code task} once after {@code delay}. The task does not block. */
  Handle after(Duration delay, Runnable task);

  /** A task that has been set. */
  interface Handle {
    /** Drops the task if it has not begun. */
    void cancel();
  }
}
