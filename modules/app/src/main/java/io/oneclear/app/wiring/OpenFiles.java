package io.oneclear.app.wiring;

import com.sun.management.UnixOperatingSystemMXBean;
import io.oneclear.link.FrontEndConfig;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many terminal connections the system's limit on open files leaves room for. Beyond it nothing
 * could be opened: no connection to the database, no link, no file of a settlement.
 */
final class OpenFiles {

  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  /** Database, links, HTTP, files. */
  private static final int KEPT = 512;

  private OpenFiles() {}

  /** The limits, with no more connections than this process may have files open. */
  static FrontEndConfig fit(FrontEndConfig wanted) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? fit(wanted, system.getMaxFileDescriptorCount())
        : wanted;
  }

  static FrontEndConfig fit(FrontEndConfig wanted, long limit) {
    long room = Math.max(limit - KEPT, limit / 2);
    if (room >= wanted.maxConnections()) {
      return wanted;
    }
    LOG.warn(
        "terminals.maxConnections is {}, but this process may have {} files open: it takes {}"
            + " connections; raise the limit (ulimit -n, LimitNOFILE)",
        wanted.maxConnections(),
        limit,
        room);
    return wanted.withConnections(
        (int) room, (int) Math.min(wanted.maxConnectionsPerAddress(), room));
  }
}
