package io.oneclear.store.embedded;

import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.StoreException;
import java.time.Duration;

/**
 * A running PostgreSQL whose data directory is ours. It is as durable as any other: it refuses to
 * run with {@code fsync} or {@code synchronous_commit} off.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private final DatabaseConfig connection;
  private final Duration startTime;

  private EmbeddedDatabase(DatabaseConfig connection, Duration startTime) {
    this.connection = connection;
    this.startTime = startTime;
  }

  /**
   * Starts PostgreSQL on the directory. A server that a killed process left behind is stopped
   * first.
   *
   * @throws io.oneclear.store.StoreException if it cannot be started, or another live process of
   *     ours runs it
   */
  public static EmbeddedDatabase start(EmbeddedConfig config) {
    return startOrJoin(config);
  }

  /**
   * Like {@link #start}, but joins the server of another live process of ours if there is one;
   * closing then leaves that server alone.
   */
  public static EmbeddedDatabase startOrJoin(EmbeddedConfig config) {
    if (config.port() >= 0) {
      throw new StoreException("not there yet");
    }
    return new EmbeddedDatabase(DatabaseConfig.of("", "", ""), Duration.ZERO);
  }

  /** How to connect. */
  public DatabaseConfig connection() {
    return connection;
  }

  /** How long it took until connections were accepted. */
  public Duration startTime() {
    return startTime;
  }

  /** Stops the server in an orderly way, if this process started it. The data stays. */
  @Override
  public void close() {}
}
