package io.oneclear.store.journal.life;

import java.time.Duration;
import java.time.Instant;

/** One life of a node, from its beginning until another life of it begins. */
public final class NodeLife {

  private final long number;
  private final Instant undecidedSince;
  private final Instant numbersUntil;
  private final long leaseNanos;
  private volatile long renewedNanos;
  private volatile boolean recovered;

  /**
   * @param renewedNanos reading of {@link System#nanoTime} before it began
   */
  NodeLife(
      long number,
      Instant undecidedSince,
      Instant numbersUntil,
      Duration lease,
      long renewedNanos) {
    this.number = number;
    this.undecidedSince = undecidedSince;
    this.numbersUntil = numbersUntil;
    this.leaseNanos = lease.toNanos();
    this.renewedNanos = renewedNanos;
  }

  public long number() {
    return number;
  }

  /** Everything received before is decided. */
  public Instant undecidedSince() {
    return undecidedSince;
  }

  /** As it began, it was written down that no number of it is of a later moment. */
  public Instant numbersUntil() {
    return numbersUntil;
  }

  /** Until recovery has been done the mark must stay where the life before left it. */
  public boolean recovered() {
    return recovered;
  }

  public void recovered(boolean done) {
    recovered = done;
  }

  /**
   * True while no other node can have taken over: less than a lease ago, on a clock that only runs
   * forward, a heartbeat was sent that the database then counted. After that it may still be alive,
   * and the database knows.
   */
  public boolean certain() {
    return System.nanoTime() - renewedNanos < leaseNanos;
  }

  /** The database has counted a heartbeat that was sent at this reading of the clock. */
  void renewed(long sentNanos) {
    renewedNanos = sentNanos;
  }
}
