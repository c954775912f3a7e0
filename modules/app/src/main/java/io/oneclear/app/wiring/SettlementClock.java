package io.oneclear.app.wiring;

import io.oneclear.app.config.OneClearConfig.SettlementSection;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the business day at its hour and goes on with every day that is not closed yet: what waited
 * for a file or an answer finds it at the next look.
 */
final class SettlementClock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SettlementClock.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int DAYS_BACK = 30;

  private final Settlement settlement;
  private final SettlementSection config;
  private final InstantSource clock;
  private boolean follows;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("settlement").factory());

  SettlementClock(Settlement settlement, SettlementSection config, InstantSource clock) {
    this.settlement = settlement;
    this.config = config;
    this.clock = clock;
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      LocalDate open = settlement.openDate();
      for (LocalDate date = open.minusDays(DAYS_BACK);
          date.isBefore(open);
          date = date.plusDays(1)) {
        if (settlement.progress(date).map(day -> !day.closed()).orElse(false)) {
          settle(date);
        }
      }
      if (config.isOver(open, clock.instant())) {
        settle(open);
      }
    } catch (RuntimeException e) {
      // The thread's end: the next look may find the database well again.
      LOG.warn("settlement could not go on now", e);
    }
  }

  private void settle(LocalDate date) {
    RunResult result = settlement.run(date, RunOptions.ALL, SettlementListener.NONE);
    boolean another = result instanceof RunResult.Busy;
    if (another && !follows) {
      LOG.info("another settlement worker leads; this one looks again every {}", EVERY);
    }
    follows = another;
  }

  @Override
  public void close() {
    thread.close();
  }
}
