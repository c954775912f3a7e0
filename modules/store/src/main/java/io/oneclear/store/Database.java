package io.oneclear.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our database: migrated, with two pools. The journal's writers have connections of their own, so
 * that a long report can never keep a transaction from its commit.
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration HEALTH_CHECK_WITHIN = Duration.ofSeconds(2);

  private final DatabaseConfig config;
  private final HikariDataSource general;
  private final HikariDataSource journal;

  private Database(DatabaseConfig config, HikariDataSource general, HikariDataSource journal) {
    this.config = config;
    this.general = general;
    this.journal = journal;
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @throws StoreException if the database cannot be reached or the migrations fail
   */
  public static Database open(DatabaseConfig config) {
    HikariDataSource general = null;
    try {
      general = new HikariDataSource(pool(config, "general", config.connections()));
      Flyway.configure().dataSource(general).locations("classpath:db/migration").load().migrate();
      refuseUnlessDurable(general);
      HikariConfig writers = pool(config, "journal", config.journalConnections());
      writers.addDataSourceProperty("socketTimeout", seconds(config.answerWithin()));
      // Every statement of a writer finds rows by key. One plan, made once, that does just that:
      // a plan made while a partition was still empty would read the whole of it ever after.
      writers.addDataSourceProperty(
          "options",
          "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off"
              + " -c enable_hashjoin=off -c enable_mergejoin=off"
              + " -c idle_in_transaction_session_timeout=10s");
      writers.setAutoCommit(false);
      return new Database(config, general, new HikariDataSource(writers));
    } catch (FlywayException | PoolInitializationException | SQLException e) {
      close(general);
      throw new StoreException("cannot open the database: " + e.getMessage(), e);
    } catch (StoreException e) {
      close(general);
      throw e;
    }
  }

  private static void close(HikariDataSource pool) {
    if (pool != null) {
      pool.close();
    }
  }

  /** A commit that is not on disk is no commit. */
  private static void refuseUnlessDurable(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('fsync'), current_setting('synchronous_commit')")) {
      row.next();
      if (!row.getString(1).equals("on")
          || !Set.of("on", "remote_apply", "remote_write", "local").contains(row.getString(2))) {
        throw new StoreException(
            "fsync is %s and synchronous_commit is %s: refusing to use a database that forgets"
                .formatted(row.getString(1), row.getString(2)));
      }
    }
  }

  private static HikariConfig pool(DatabaseConfig config, String name, int size) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setJdbcUrl(config.url());
    pool.setUsername(config.user());
    pool.setPassword(config.password());
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(Math.min(2, size));
    pool.setConnectionTimeout(config.connectWithin().toMillis());
    pool.setValidationTimeout(Math.min(2_000, config.connectWithin().toMillis()));
    pool.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
    pool.addDataSourceProperty("ApplicationName", "oneclear-" + name);
    pool.addDataSourceProperty("connectTimeout", seconds(config.connectWithin()));
    pool.addDataSourceProperty("loginTimeout", seconds(config.connectWithin()));
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("prepareThreshold", "1");
    return pool;
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }

  public DatabaseConfig config() {
    return config;
  }

  /** Connections for everything but the journal's writers. */
  public DataSource dataSource() {
    return general;
  }

  /** Connections for the journal's writers. */
  public DataSource journalDataSource() {
    return journal;
  }

  /**
   * A connection of no pool, for one that keeps it: the caller closes it.
   *
   * @param name as the server's lists of sessions show it
   * @param answerWithin after this long without an answer it is broken
   */
  public Connection ownConnection(String name, Duration answerWithin) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", name);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", seconds(config.connectWithin()));
    properties.setProperty("loginTimeout", seconds(config.connectWithin()));
    properties.setProperty("socketTimeout", seconds(answerWithin));
    return DriverManager.getConnection(config.url(), properties);
  }

  /**
   * Runs {@code work} in one database transaction of the general pool: committed if it returns,
   * rolled back if it throws.
   *
   * @throws StoreException for whatever the database refuses
   */
  public <T> T unitOfWork(Work<T> work) {
    try (Connection connection = general.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } finally {
        // After a commit this does nothing.
        connection.rollback();
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /** Something done with a connection inside one unit of work. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** True if the database answers now. Blocks for a few seconds at most. */
  public boolean ready() {
    try (Connection connection = general.getConnection()) {
      return connection.isValid((int) HEALTH_CHECK_WITHIN.toSeconds());
    } catch (SQLException e) {
      LOG.warn("database not ready: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    journal.close();
    general.close();
  }
}
