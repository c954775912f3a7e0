package io.oneclear.app.wiring;

import io.oneclear.link.matching.LinkTimer;
import io.oneclear.switching.Timer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monotonic clock of a node: one thread that only hands tasks on. Cancelled tasks leave at
 * once, because nearly every deadline of a transaction is cancelled.
 */
final class Timers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final ScheduledThreadPoolExecutor executor;

  Timers() {
    executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timer").factory());
    executor.setRemoveOnCancelPolicy(true);
  }

  /** As the core wants it. */
  Timer forSwitch() {
    return (delay, task) -> {
      ScheduledFuture<?> set = set(delay, task);
      return () -> set.cancel(false);
    };
  }

  /** As a link wants it. */
  LinkTimer forLink() {
    return new LinkTimer() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Handle after(Duration delay, Runnable task) {
        ScheduledFuture<?> set = set(delay, task);
        return () -> set.cancel(false);
      }
    };
  }

  private ScheduledFuture<?> set(Duration delay, Runnable task) {
    return executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The thread ends here: an exception must not vanish in a future nobody looks at. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a timer's task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
