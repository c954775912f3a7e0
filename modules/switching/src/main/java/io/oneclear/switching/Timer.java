package io.oneclear.switching;

import java.time.Duration;

/** Runs something later, on the monotonic clock. In a simulation the seed decides what later is. */
public interface Timer {

  /** Runs {@code task} once after {@code delay}. It must not block. */
  Handle after(Duration delay, Runnable task);

  /** A task that has been set. */
  interface Handle {
    /** Drops the task if it has not begun. */
    void cancel();
  }
}
