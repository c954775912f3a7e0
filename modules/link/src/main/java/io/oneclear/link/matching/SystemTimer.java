package io.oneclear.link.matching;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's monotonic clock, and one thread that runs what is due. */
public final class SystemTimer implements LinkTimer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemTimer.class);

  private final ScheduledThreadPoolExecutor executor;

  public SystemTimer(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(threadName).daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler((_, _) -> LOG.debug("timer has ended, task dropped"));
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Handle after(Duration delay, Runnable task) {
    Future<?> set = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      var _ = set.cancel(false);
    };
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("timer task failed", e);
    }
  }

  @Override
  public void close() {
    var _ = executor.shutdownNow();
  }
}
