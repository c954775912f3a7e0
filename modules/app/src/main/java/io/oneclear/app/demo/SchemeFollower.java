package io.oneclear.app.demo;

import io.oneclear.settlement.Settlement;
import io.oneclear.simulator.scheme.SchemeSimulator;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the scheme of the demo keep our hours: when our business day has moved on, the scheme cuts
 * its day too and puts the clearing file of the day that is over into the inbox.
 */
final class SchemeFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemeFollower.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final SchemeSimulator scheme;
  private final Settlement settlement;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("scheme-day").factory());

  SchemeFollower(SchemeSimulator scheme, Settlement settlement) {
    this.scheme = scheme;
    this.settlement = settlement;
  }

  void start() {
    long every = LOOK_EVERY.toMillis();
    var _ = thread.scheduleWithFixedDelay(this::look, 0, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      LocalDate open = settlement.openDate();
      LocalDate theirs = scheme.clearingDate();
      if (open.isAfter(theirs)) {
        scheme.dayCut(open).join();
        for (LocalDate day = theirs; day.isBefore(open); day = day.plusDays(1)) {
          LOG.info("the scheme has written {}", scheme.writeClearingFile(day).getFileName());
        }
      }
    } catch (IOException | RuntimeException e) {
      // The thread's end: the next look tries again.
      LOG.warn("the scheme's day could not be cut now: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
