package io.oneclear.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Marker;

/**
 * Lets so many lines of a kind through in so long and counts the rest; the first line of that kind
 * afterwards is preceded by one that says how many were held back. A kind is a logger, a text
 * before its values are put in, and those of its values that are one of a few, such as a reason:
 * many lines for one reason do not hide another. What was held back is counted by the metrics all
 * the same.
 */
public final class FloodFilter extends TurboFilter {

  static final int LINES = 20;
  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final String HELD_BACK = "{} more lines were held back like: {}";

  /** Far beyond the texts there are; a text that is put together anew each time begins again. */
  private static final int KINDS = 2_000;

  private final ConcurrentHashMap<Kind, Window> windows = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /** As {@code logback.xml} makes it, on the monotonic clock. */
  public FloodFilter() {
    this(System::nanoTime);
  }

  FloodFilter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Kind(String logger, String text, List<Object> reasons) {
    static Kind of(Logger logger, String text, Object[] values) {
      List<Object> reasons =
          values == null
              ? List.of()
              : Arrays.stream(values).filter(Enum.class::isInstance).toList();
      return new Kind(logger.getName(), text, reasons);
    }
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String text, Object[] values, Throwable cause) {
    if (text == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL; // a question whether it would be logged, or it would not
    }
    if (windows.size() > KINDS) {
      windows.clear();
    }
    Window window = windows.computeIfAbsent(Kind.of(logger, text, values), _ -> new Window());
    long before = window.enter(nanos.getAsLong());
    if (before < 0) {
      return FilterReply.DENY;
    }
    if (before > 0) {
      logger.warn(HELD_BACK, before, text);
    }
    return FilterReply.NEUTRAL;
  }

  /** The lines of one kind in the present window. */
  private static final class Window {

    private long began;
    private int lines;
    private long heldBack;

    /**
     * @return how many were held back before this one; -1 to hold it back too
     */
    synchronized long enter(long now) {
      if (lines == 0 || now - began >= WINDOW.toNanos()) {
        began = now;
        lines = 0;
      }
      if (lines == LINES) {
        heldBack++;
        return -1;
      }
      lines++;
      long before = heldBack;
      heldBack = 0;
      return before;
    }
  }
}
