package io.oneclear.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
      HikariConfig writers = pool(config, "journal", config.journalConnections());
      writers.addDataSourceProperty("socketTimeout", seconds(config.answerWithin()));
      // A plan for unknown values is right for statements that are all arrays and keys, and saves
      // planning again at each execution.
      writers.addDataSourceProperty("options", "-c plan_cache_mode=force_generic_plan -c jit=off");
      return new Database(config, general, new HikariDataSource(writers));
    } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
      if (general != null) {
        general.close();
      }
      throw new StoreException("cannot open the database: " + e.getMessage(), e);
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
