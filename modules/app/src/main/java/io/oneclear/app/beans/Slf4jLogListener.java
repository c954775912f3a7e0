package io.oneclear.app.beans;

import org.jpos.util.LogEvent;
import org.jpos.util.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what Q2 logs where everything else is logged, one line an event. Nothing of a card goes
 * this way: jPOS handles no messages at run time here, only descriptors.
 */
public final class Slf4jLogListener implements LogListener {

  private static final Logger LOG = LoggerFactory.getLogger("io.oneclear.q2");

  @Override
  public LogEvent log(LogEvent event) {
    StringBuilder line = new StringBuilder();
    for (Object part : event.getPayLoad()) {
      line.append(line.isEmpty() ? "" : " ").append(part);
    }
    switch (event.getTag()) {
      case "warn", "error", "fatal" -> LOG.warn("{} {}", event.getRealm(), line);
      default -> LOG.debug("{} {} {}", event.getRealm(), event.getTag(), line);
    }
    return null;
  }
}
