package io.oneclear.link.scheme;

import io.oneclear.link.matching.LinkTimer;
import io.oneclear.link.scheme.LinkMetrics.Disconnect;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Keeps one connection of a link up: when it ends, waits and connects again. The wait doubles from
 * try to try and is jittered, so that many nodes do not return at the same moment; it starts anew
 * only after a connection that lasted as long as the longest wait, so that a link that comes and
 * goes does not turn into a storm.
 */
final class LinkSlot {

  private final SchemeLinkConfig config;
  private final LinkTimer timer;
  private final RandomGenerator random;
  private final Function<LinkSlot, LinkSession> connect;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  // Guarded by this.
  private LinkSession session;
  private LinkTimer.Handle nextTry;
  private int failures;
  private boolean stopping;

  /**
   * @param connect makes a session for this slot and begins to connect it
   */
  LinkSlot(
      SchemeLinkConfig config,
      LinkTimer timer,
      RandomGenerator random,
      Function<LinkSlot, LinkSession> connect) {
    this.config = config;
    this.timer = timer;
    this.random = random;
    this.connect = connect;
  }

  void start() {
    synchronized (this) {
      nextTry = null;
      if (stopping) {
        return;
      }
    }
    LinkSession begun = connect.apply(this);
    boolean stopNow;
    synchronized (this) {
      session = begun;
      stopNow = stopping;
    }
    if (stopNow) {
      begun.end(Disconnect.STOPPED);
    }
  }

  /** Its session has ended. */
  void ended(LinkSession gone) {
    synchronized (this) {
      if (!stopping) {
        if (gone.signedOnFor().compareTo(config.backOffMax()) >= 0) {
          failures = 0;
        }
        nextTry = timer.after(backOff(failures++), this::start);
        return;
      }
    }
    stopped.complete(null);
  }

  /** Between half of and the whole exponential wait. */
  private Duration backOff(int attempt) {
    long most = config.backOffMax().toNanos();
    long least = config.backOffMin().toNanos();
    long wait = attempt >= 30 ? most : Math.min(most, least << Math.min(attempt, 20));
    if (wait <= 0) {
      wait = most; // the shift overflowed
    }
    return Duration.ofNanos(wait / 2 + (long) (random.nextDouble() * (wait - wait / 2)));
  }

  /** Connects no more and ends the session, with a sign-off if there is time. */
  CompletableFuture<Void> stop(boolean signOff) {
    LinkSession current;
    boolean waiting;
    synchronized (this) {
      stopping = true;
      waiting = nextTry != null;
      if (waiting) {
        nextTry.cancel();
        nextTry = null;
      }
      current = session;
    }
    if (waiting || current == null) {
      stopped.complete(null);
    } else if (signOff) {
      current.signOff();
    } else {
      current.end(Disconnect.STOPPED);
    }
    return stopped;
  }
}
