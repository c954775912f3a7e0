package io.oneclear.switching.stamp;

import io.oneclear.message.Rrn;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
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
    ZonedDateTime local = clock.instant().atZone(LocalTimes.ZONE);
    long now =
        local.toLocalDate().toEpochDay() * PER_DAY
            + local.getLong(ChronoField.MILLI_OF_DAY) * PER_MILLISECOND;
    long number = last.updateAndGet(previous -> Math.max(previous + 1, now));
    return new Rrn(String.format(Locale.ROOT, "%02d%010d", node, number % PER_DAY));
  }
}
