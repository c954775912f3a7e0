package io.oneclear.switching.stamp;

import io.oneclear.message.Rrn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Retrieval reference numbers (检索参考号), 12 digits: two of the node, then eight of the millisecond of
 * our local day and two of a counter. Unique on a node for a day; a hundred a millisecond before it
 * runs ahead of the clock.
 */
public final class Rrns {

  /** Highest node number. */
  public static final int MAX_NODE = 99;

  private static final int PER_MILLISECOND = 100;
  private static final int WIDTH = 12;
  private static final long PER_NODE = 10_000_000_000L;
  private static final long PER_DAY = 86_400_000L * PER_MILLISECOND;

  private final int node;
  private final InstantSource clock;

  /** Counts on over midnight: day number × numbers a day + number in the day. */
  private final AtomicLong last = new AtomicLong();

  public Rrns(int node, InstantSource clock) {
    if (node < 0 || node > MAX_NODE) {
      throw new IllegalArgumentException("node is " + node + "; allowed is 0 to " + MAX_NODE);
    }
    this.node = node;
    this.clock = clock;
  }

  public Rrn next() {
    Instant instant = clock.instant();
    ZoneOffset offset = LocalTimes.ZONE.getRules().getOffset(instant);
    long localMillis = instant.toEpochMilli() + offset.getTotalSeconds() * 1_000L;
    long now = localMillis * PER_MILLISECOND;
    long number = last.accumulateAndGet(now, (previous, wanted) -> Math.max(previous + 1, wanted));
    return new Rrn(digits(node * PER_NODE + number % PER_DAY));
  }

  private static String digits(long number) {
    byte[] text = new byte[WIDTH];
    long rest = number;
    for (int i = WIDTH - 1; i >= 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return new String(text, StandardCharsets.US_ASCII);
  }
}
