package io.oneclear.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames on their way to the sockets of one event loop, from any thread. A burst (a group commit
 * releasing hundreds of answers) wakes the loop once, and each connection is flushed once.
 *
 * <p>The queue has no limit of its own: every frame in it holds a place among the in-flight
 * requests of its connection or link, and those are limited.
 */
final class Outbox implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int BATCH = 256;

  /** A frame that is to leave. */
  interface Outgoing {
    /** Writes without flushing, on the event loop; gives back what to flush, null if nothing. */
    ChannelHandlerContext write();
  }

  private final EventLoop loop;
  private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final List<ChannelHandlerContext> written = new ArrayList<>(BATCH);

  Outbox(EventLoop loop) {
    this.loop = loop;
  }

  void add(Outgoing outgoing) {
    queue.add(outgoing);
    schedule();
  }

  /** True if nothing waits to be written. */
  boolean isEmpty() {
    return queue.isEmpty();
  }

  @Override
  public void run() {
    scheduled.set(false);
    for (int count = 0; count < BATCH; count++) {
      Outgoing outgoing = queue.poll();
      if (outgoing == null) {
        break;
      }
      ChannelHandlerContext context = write(outgoing);
      if (context != null && (written.isEmpty() || written.getLast() != context)) {
        written.add(context);
      }
    }
    for (ChannelHandlerContext context : written) {
      context.flush();
    }
    written.clear();
    if (!queue.isEmpty()) {
      schedule();
    }
  }

  /** One frame's failure must not hold up the others. */
  private static ChannelHandlerContext write(Outgoing outgoing) {
    try {
      return outgoing.write();
    } catch (RuntimeException e) {
      LOG.error("a frame could not be written", e);
      return null;
    }
  }

  private void schedule() {
    if (!scheduled.compareAndSet(false, true)) {
      return;
    }
    try {
      loop.execute(this);
    } catch (RejectedExecutionException e) {
      queue.clear();
      LOG.debug("event loop has ended, its connections are gone");
    }
  }
}
