package io.oneclear.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FloodFilterTest {

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = context.getLogger("terminals");
  private long now = 77;

  @BeforeEach
  void open() {
    context.addTurboFilter(new FloodFilter(() -> now));
    lines.setContext(context);
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  private List<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void floodOfOneKindIsHeldBackAndItsNumberTold() {
    for (int i = 0; i < 10_000; i++) {
      logger.warn("connection {} refused", i);
    }
    assertThat(told()).hasSize(FloodFilter.LINES).last().isEqualTo("connection 19 refused");
    now += FloodFilter.WINDOW.toNanos();
    logger.warn("connection {} refused", 10_000);
    assertThat(told())
        .hasSize(FloodFilter.LINES + 2)
        .endsWith(
            "9980 more lines were held back like: connection {} refused",
            "connection 10000 refused");
  }

  @Test
  void anotherKindIsNotHeldBackByIt() {
    for (int i = 0; i < 100; i++) {
      logger.warn("connection {} refused", i);
    }
    logger.warn("journal failed");
    context.getLogger("links").addAppender(lines);
    context.getLogger("links").warn("connection {} refused", "theirs");
    assertThat(told()).endsWith("journal failed", "connection theirs refused");
  }

  @Test
  void manyLinesForOneReasonDoNotHideAnother() {
    for (int i = 0; i < 100; i++) {
      logger.warn("connection {} cut: {}", i, Thread.State.BLOCKED);
    }
    logger.warn("connection {} cut: {}", 100, Thread.State.WAITING);
    assertThat(told()).hasSize(FloodFilter.LINES + 1).endsWith("connection 100 cut: WAITING");
  }

  @Test
  void whatIsNotLoggedAnywayIsNotCounted() {
    for (int i = 0; i < 100; i++) {
      logger.debug("connection {}", i);
      assertThat(logger.isWarnEnabled()).isTrue();
    }
    now += FloodFilter.WINDOW.toNanos();
    logger.setLevel(Level.DEBUG);
    logger.debug("connection {}", "seen");
    assertThat(told()).containsExactly("connection seen");
  }

  @Test
  void theProgramLogsThroughIt() {
    LoggerContext ours = (LoggerContext) LoggerFactory.getILoggerFactory();
    assertThat(ours.getTurboFilterList()).hasAtLeastOneElementOfType(FloodFilter.class);
  }
}
