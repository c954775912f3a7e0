package io.oneclear.bench.peer.q2;

import org.jpos.util.LogEvent;
import org.jpos.util.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what went wrong and drops the rest: no message is formatted, none is logged. */
public final class TroubleListener implements LogListener {

  private static final Logger LOG = LoggerFactory.getLogger("io.oneclear.bench.q2");

  @Override
  public LogEvent log(LogEvent event) {
    String tag = event.getTag();
    if (tag != null) {
      switch (tag) {
        case "warn", "error", "fatal" -> {
          for (Object part : event.getPayLoad()) {
            LOG.warn("{} {}", event.getRealm(), part instanceof Exception e ? e.toString() : part);
          }
        }
        default -> LOG.debug("{} {}", event.getRealm(), tag);
      }
    }
    return null;
  }
}
