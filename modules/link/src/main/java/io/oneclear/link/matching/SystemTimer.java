package io.oneclear.link.matching;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's monotonic clock, and one thread that runs what is due, up to {@value #TICK_MILLIS}
 * ms late. A wheel, because nearly every deadline is cancelled: setting and cancelling one costs
 * the same however many there are, and takes no lock.
 */
public final class SystemTimer implements LinkTimer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemTimer.class);
  private static final int TICK_MILLIS = 10;
  private static final int SLOTS = 4_096;

  private final HashedWheelTimer wheel;
  private volatile boolean closed;

  public SystemTimer(String threadName) {
    wheel =
        new HashedWheelTimer(
            new DefaultThreadFactory(threadName, true),
            TICK_MILLIS,
            TimeUnit.MILLISECONDS,
            SLOTS,
            false);
    wheel.start();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Handle after(Duration delay, Runnable task) {
    if (closed) {
      LOG.debug("timer has ended, task dropped");
      return () -> {};
    }
    try {
      Timeout set = wheel.newTimeout(_ -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return set::cancel;
    } catch (IllegalStateException ended) {
      LOG.debug("timer has ended, task dropped");
      return () -> {};
    }
  }

  /** The thread goes on: an exception must not vanish, nor end what others wait for. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a timer's task failed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    wheel.stop();
  }
}
