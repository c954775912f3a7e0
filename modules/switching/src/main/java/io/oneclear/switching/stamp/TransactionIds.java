package io.oneclear.switching.stamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of transactions: unique over all nodes and over restarts, rising on one node.
 *
 * <pre>
 *   41 bits milliseconds since 2024   12 bits counter   10 bits node
 * </pre>
 *
 * <p>A clock that is set back does not repeat ids while the process lives: the count goes on from
 * the highest id given. Over restarts {@link NumberClock} sees to it.
 */
public final class TransactionIds {

  /** Highest node number. */
  public static final int MAX_NODE = 1023;

  private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");
  private static final int NODE_BITS = 10;
  private static final int COUNTER_BITS = 12;

  private final int node;
  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  public TransactionIds(int node, InstantSource clock) {
    if (node < 0 || node > MAX_NODE) {
      throw new IllegalArgumentException("node is " + node + "; allowed is 0 to " + MAX_NODE);
    }
    this.node = node;
    this.clock = clock;
  }

  public long next() {
    long now = (clock.millis() - EPOCH.toEpochMilli()) << COUNTER_BITS;
    return (last.updateAndGet(previous -> Math.max(previous + 1, now)) << NODE_BITS) | node;
  }

  /** The node that gave this id. */
  public static int node(long id) {
    return (int) (id & MAX_NODE);
  }
}
