package io.oneclear.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How the embedded PostgreSQL is run.
 *
 * @param directory holds the cluster and what belongs to it; made if missing, never cleaned
 * @param binaries where PostgreSQL itself is unpacked, once for all clusters
 * @param port on localhost; 0 takes a free one
 * @param logAhead megabytes of a new cluster's write-ahead log that are made with it, so that no
 *     commit has to wait for them; what the server keeps in use is 1024
 * @param startWithin how long the server may take to accept connections, crash recovery included
 * @param stopWithin how long an orderly stop may take before it is cut short
 */
public record EmbeddedConfig(
    Path directory,
    Path binaries,
    int port,
    int logAhead,
    Duration startWithin,
    Duration stopWithin) {

  /** Megabytes of log that may be made ahead, at most. */
  public static final int MOST_AHEAD = 16 * 1024;

  public EmbeddedConfig {
    Objects.requireNonNull(directory);
    Objects.requireNonNull(binaries);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "embedded.port is " + port + ": it must be 0 (any free port) to 65535");
    }
    if (logAhead < 0 || logAhead > MOST_AHEAD) {
      throw new IllegalArgumentException(
          "embedded.logAhead is " + logAhead + ": it must be 0 to " + MOST_AHEAD + " megabytes");
    }
    if (startWithin.isZero() || startWithin.isNegative()) {
      throw new IllegalArgumentException(
          "embedded.startWithin is " + startWithin + ": it must be longer than zero");
    }
    if (stopWithin.isNegative()) {
      throw new IllegalArgumentException(
          "embedded.stopWithin is " + stopWithin + ": it must not be negative");
    }
  }

  /** A cluster in this directory on any free port, binaries in the user's cache, no log ahead. */
  public static EmbeddedConfig in(Path directory) {
    return new EmbeddedConfig(
        directory,
        Path.of(System.getProperty("user.home"), ".cache", "oneclear", "postgresql"),
        0,
        0,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5));
  }

  /** The same with so many megabytes of log made with a new cluster. */
  public EmbeddedConfig withLogAhead(int megabytes) {
    return new EmbeddedConfig(directory, binaries, port, megabytes, startWithin, stopWithin);
  }
}
