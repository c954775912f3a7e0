package io.oneclear.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the database which profiles have changed, on a connection of its own. After a broken
 * connection everything is loaded again: what was told meanwhile is lost.
 */
final class ProfileListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileListener.class);
  private static final Duration LISTEN_FOR = Duration.ofMillis(500);
  static final String EVERY_LINK = "*";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final DatabaseConfig config;
  private final ProfileCache cache;
  private final Consumer<String> linkKeys;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  private ProfileListener(DatabaseConfig config, ProfileCache cache, Consumer<String> linkKeys) {
    this.config = config;
    this.cache = cache;
    this.linkKeys = linkKeys;
    this.thread = Thread.ofPlatform().daemon().name("profile-listener").unstarted(this::listen);
  }

  /**
   * Loads everything and keeps it fresh from then on.
   *
   * @param linkKeys told of a link whose keys have changed; of {@link #EVERY_LINK} if any may have
   */
  static ProfileListener start(
      DatabaseConfig config, ProfileCache cache, Consumer<String> linkKeys) {
    ProfileListener listener = new ProfileListener(config, cache, linkKeys);
    try (Connection connection = listener.connect()) {
      cache.loadAll(connection);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
    listener.thread.start();
    return listener;
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", "oneclear-profiles");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty(
        "connectTimeout", Long.toString(Math.max(1, config.connectWithin().toSeconds())));
    return DriverManager.getConnection(config.url(), properties);
  }

  private void listen() {
    try {
      while (stopped.getCount() > 0) {
        try (Connection connection = connect()) {
          listen(connection);
        } catch (SQLException | StoreException e) {
          if (stopped.getCount() > 0) {
            LOG.warn("profiles are not being refreshed: {}", e.getMessage());
          }
        }
        if (stopped.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN oneclear_profile");
    }
    // Only now: a change between loading and listening would be missed.
    cache.loadAll(connection);
    linkKeys.accept(EVERY_LINK);
    PGConnection notifying = connection.unwrap(PGConnection.class);
    while (stopped.getCount() > 0) {
      PGNotification[] told = notifying.getNotifications((int) LISTEN_FOR.toMillis());
      Set<String> changed = new LinkedHashSet<>();
      for (PGNotification notification : told == null ? new PGNotification[0] : told) {
        changed.add(notification.getParameter());
      }
      for (String what : changed) {
        reload(connection, what);
      }
    }
  }

  private void reload(Connection connection, String what) throws SQLException {
    int colon = what.indexOf(':');
    String id = what.substring(colon + 1);
    switch (what.substring(0, Math.max(0, colon))) {
      case "terminal" -> cache.reloadTerminal(connection, id);
      case "merchant" -> cache.reloadMerchant(connection, id);
      case "link" -> linkKeys.accept(id);
      default -> LOG.warn("a notification that is not ours: {}", what);
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
  }
}
