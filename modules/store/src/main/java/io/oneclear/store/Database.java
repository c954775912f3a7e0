package io.oneclear.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.oneclear.store.seal.SealKey;
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
 * Our database: migrated, with three pools. The journal's writers have connections of their own, so
 * that a long report can never keep a transaction from its commit; the end of day has its own, for
 * it may do other things than the switch.
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** The roles our connections work as, whoever logs in. Neither can change what is history. */
  private static final String SWITCH = "oneclear_switch";

  /**
   * A process that is cut off in a unit of work holds its locks no longer: between what a heartbeat
   * writes and its COMMIT, for example, it would keep others from taking over from it.
   */
  private static final String ENDED_WHEN_SILENT = "-c idle_in_transaction_session_timeout=%d";

  private static final String SETTLEMENT = "oneclear_settlement";

  private static final Duration HEALTH_CHECK_WITHIN = Duration.ofSeconds(2);

  /** So many times what a writer's statement may take, any other of the switch's may. */
  private static final int READS_TAKE = 6;

  private static final String WITHOUT_END = "0";

  private final DatabaseConfig config;
  private final SealKey sealKey;
  private final HikariDataSource general;
  private final HikariDataSource journal;
  private final HikariDataSource settlement;

  private Database(
      DatabaseConfig config,
      SealKey sealKey,
      HikariDataSource general,
      HikariDataSource journal,
      HikariDataSource settlement) {
    this.config = config;
    this.sealKey = sealKey;
    this.general = general;
    this.journal = journal;
    this.settlement = settlement;
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @param sealKey seals history; asked only when history is written or audited
   * @throws StoreException if the database cannot be reached or the migrations fail
   */
  public static Database open(DatabaseConfig config, SealKey sealKey) {
    HikariDataSource general = null;
    try {
      bringUpToDate(config);
      HikariConfig others = pool(config, "general", SWITCH, config.connections());
      Duration longest = config.answerWithin().multipliedBy(READS_TAKE);
      others.addDataSourceProperty("socketTimeout", seconds(longest));
      others.addDataSourceProperty("options", ENDED_WHEN_SILENT.formatted(longest.toMillis()));
      general = new HikariDataSource(others);
      HikariConfig writers = pool(config, "journal", SWITCH, config.journalConnections());
      writers.addDataSourceProperty("socketTimeout", seconds(config.answerWithin()));
      // Every statement of a writer finds rows by key. One plan, made once, that does just that:
      // a plan made while a partition was still empty would read the whole of it ever after.
      writers.addDataSourceProperty(
          "options",
          "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off"
              + " -c enable_hashjoin=off -c enable_mergejoin=off"
              + " -c idle_in_transaction_session_timeout=10s");
      writers.setAutoCommit(false);
      HikariConfig settlers = pool(config, "settlement", SETTLEMENT, config.connections());
      settlers.setMinimumIdle(0);
      settlers.setInitializationFailTimeout(-1);
      return new Database(
          config, sealKey, general, new HikariDataSource(writers), new HikariDataSource(settlers));
    } catch (FlywayException | PoolInitializationException | SQLException e) {
      close(general);
      throw new StoreException("cannot open the database: " + e.getMessage(), e);
    } catch (StoreException e) {
      close(general);
      throw e;
    }
  }

  /** As whoever logs in: the owner of the tables, or somebody who can only use them. */
  private static void bringUpToDate(DatabaseConfig config) throws SQLException {
    HikariConfig asLoggedIn = pool(config, "migration", null, 3);
    asLoggedIn.setMinimumIdle(1);
    try (HikariDataSource pool = new HikariDataSource(asLoggedIn)) {
      refuseUnlessDurable(pool);
      Flyway flyway =
          Flyway.configure().dataSource(pool).locations("classpath:db/migration").load();
      if (mayMigrate(pool)) {
        flyway.migrate();
      } else if (flyway.info().pending().length > 0) {
        throw new StoreException(
            "the database is older than this program, and "
                + config.user()
                + " does not own it: use it once as its owner");
      }
    }
  }

  private static boolean mayMigrate(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class"
                    + " WHERE oid = to_regclass('flyway_schema_history')")) {
      return !row.next() || row.getBoolean(1);
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

  /**
   * @param role which all its connections work as; null for who logs in
   */
  private static HikariConfig pool(DatabaseConfig config, String name, String role, int size) {
    HikariConfig pool = new HikariConfig();
    if (role != null) {
      pool.setConnectionInitSql("SET ROLE " + role);
      // Committed, where connections do not commit by themselves.
      pool.setIsolateInternalQueries(true);
    }
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

  /** What seals history. */
  public SealKey sealKey() {
    return sealKey;
  }

  /** Connections for everything but the journal's writers. */
  public DataSource dataSource() {
    return general;
  }

  /** Connections for the end of day. */
  public DataSource settlementDataSource() {
    return settlement;
  }

  /** Connections for the journal's writers. */
  public DataSource journalDataSource() {
    return journal;
  }

  /**
   * A connection of the switch's that is of no pool, for one that keeps it: the caller closes it.
   *
   * @param name as the server's lists of sessions show it
   * @param answerWithin after this long without an answer it is broken; after this long without a
   *     word in a unit of work the server ends it
   */
  public Connection ownConnection(String name, Duration answerWithin) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("socketTimeout", seconds(answerWithin));
    properties.setProperty("options", ENDED_WHEN_SILENT.formatted(answerWithin.toMillis()));
    return ownConnection(name, properties);
  }

  /** The same for one that reads as long as it takes. */
  public Connection patientConnection(String name) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("socketTimeout", WITHOUT_END);
    return ownConnection(name, properties);
  }

  private Connection ownConnection(String name, Properties properties) throws SQLException {
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", name);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", seconds(config.connectWithin()));
    properties.setProperty("loginTimeout", seconds(config.connectWithin()));
    properties.setProperty("prepareThreshold", "1");
    Connection connection = DriverManager.getConnection(config.url(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + SWITCH);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Runs {@code work} in one database transaction of the general pool: committed if it returns,
   * rolled back if it throws.
   *
   * @throws StoreException for whatever the database refuses
   */
  public <T> T unitOfWork(Work<T> work) {
    try (Connection connection = general.getConnection()) {
      return inUnitOfWork(connection, work);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /**
   * The same as whoever logs in, on a connection of its own: for what neither the switch nor the
   * end of day may do, such as taking in a merchant.
   */
  public <T> T administer(Work<T> work) {
    try (Connection connection =
        DriverManager.getConnection(config.url(), config.user(), config.password())) {
      return inUnitOfWork(connection, work);
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private static <T> T inUnitOfWork(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.with(connection);
      connection.commit();
      return result;
    } finally {
      // After a commit this does nothing.
      connection.rollback();
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
    settlement.close();
    journal.close();
    general.close();
  }
}
