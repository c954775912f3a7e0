package io.oneclear.switching.stamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The wall clock as the numbers of a node see it: ids, reference numbers, field 7 of a link. It
 * reads later than whatever the node has used in its earlier lives, and no later than what has been
 * written down for the next one. So a node whose clock is set back, also while it is down, repeats
 * no number.
 *
 * <p>While the wall clock is behind what has been used, this one runs at half its speed until the
 * other has caught up: it never stands still, so numbers do not run ahead of it.
 */
public final class NumberClock implements InstantSource {

  /** Field 7 knows no less. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final long SLOW_NANOS = 2 * TimeUnit.MILLISECONDS.toNanos(1);

  /** A reading is marked when it is so much later than the one marked before. */
  private static final long STEP_MILLIS = 10;

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final AtomicReference<Mark> mark;
  private volatile long highest = Long.MAX_VALUE;

  private record Mark(long millis, long nanos) {
    long slowly(long now) {
      return millis + (now - nanos) / SLOW_NANOS;
    }
  }

  /**
   * @param clock as it is set
   */
  public NumberClock(InstantSource clock) {
    this(clock, System::nanoTime);
  }

  /**
   * @param clock as it is set
   * @param nanos runs forward only, as {@link System#nanoTime}
   */
  public NumberClock(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.mark = new AtomicReference<>(new Mark(0, nanos.getAsLong()));
  }

  /** As it is set. */
  public InstantSource wall() {
    return clock;
  }

  @Override
  public long millis() {
    Mark last = mark.get();
    long now = nanos.getAsLong();
    long reading = Math.min(wanted(last, now), highest);
    if (reading - last.millis >= STEP_MILLIS) {
      mark.compareAndSet(last, new Mark(reading, now));
    }
    return reading;
  }

  private long wanted(Mark last, long now) {
    return Math.max(clock.millis(), last.slowly(now));
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** A life begins of a node that has used nothing later than this. */
  public void goOnFrom(Instant used) {
    long from = used.plus(SECOND).toEpochMilli();
    long now = nanos.getAsLong();
    mark.updateAndGet(last -> new Mark(Math.max(last.slowly(now), from), now));
  }

  /** What has to be written down for numbers to be given for so long from now. */
  public Instant ahead(Duration time) {
    long until = wanted(mark.get(), nanos.getAsLong()) + time.toMillis();
    return Instant.ofEpochMilli(highest == Long.MAX_VALUE ? until : Math.max(until, highest));
  }

  /** It has been written down that nothing later than this is used; nothing later is read. */
  public void writtenDown(Instant until) {
    highest = until.toEpochMilli();
  }

  /** How far the wall clock is behind what has been used; zero if it is not. */
  public Duration behind() {
    return Duration.ofMillis(wanted(mark.get(), nanos.getAsLong()) - clock.millis());
  }
}
