package io.oneclear.store;

import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.store.seal.SealKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One real PostgreSQL for all tests of this module, started when the first one needs it; each test
 * gets a database of its own, copied from a migrated one.
 */
public final class TestPostgres implements AutoCloseable {

  /** The business day that is open in every test. */
  public static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  /** A key like any other. */
  public static final SealKey SEAL_KEY = TestPostgres::seal;

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DatabaseConfig config;
  private final String name;
  private Database database;

  private TestPostgres(String name, DatabaseConfig config) {
    this.name = name;
    this.config = config;
  }

  /** A fresh database, with {@link #DAY} open. */
  public static TestPostgres fresh() throws SQLException {
    String name = "test_" + NUMBER.incrementAndGet();
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    administer("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    TestPostgres fresh = new TestPostgres(name, config(name));
    fresh.database = Database.open(fresh.config, SEAL_KEY);
    return fresh;
  }

  /** A copy of this database, which must not be in use; to be damaged. */
  public TestPostgres copy(String name) throws SQLException {
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    administer("CREATE DATABASE " + name + " TEMPLATE " + this.name);
    TestPostgres copy = new TestPostgres(name, config(name));
    copy.database = Database.open(copy.config, SEAL_KEY);
    return copy;
  }

  /** Closes the connections, keeps the database. */
  public void leave() {
    database.close();
  }

  /** The server all tests share. */
  public static EmbeddedDatabase server() {
    return Holder.SERVER;
  }

  public Database database() {
    return database;
  }

  public DatabaseConfig config() {
    return config;
  }

  public String text(String query) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  public long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  public void run(String command) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
    administer("DROP DATABASE " + name + " WITH (FORCE)");
  }

  private static byte[] seal(byte[] content, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      mac.update(content, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseConfig config(String database) {
    DatabaseConfig server = server().connection();
    String url = server.url().substring(0, server.url().lastIndexOf('/') + 1) + database;
    return new DatabaseConfig(
        url, server.user(), server.password(), 10, 4, Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  private static void administer(String command) throws SQLException {
    try (Connection connection = connect(server().connection());
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static Connection connect(DatabaseConfig config) throws SQLException {
    return DriverManager.getConnection(config.url(), config.user(), config.password());
  }

  /** Starts the server when first used; it stops with the test run. */
  private static final class Holder {
    static final EmbeddedDatabase SERVER = start();

    private static EmbeddedDatabase start() {
      EmbeddedDatabase server =
          EmbeddedDatabase.start(EmbeddedConfig.in(Path.of("target", "postgres-for-tests")));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      try (Connection connection = connect(server.connection());
          Statement statement = connection.createStatement()) {
        statement.execute("DROP DATABASE IF EXISTS " + TEMPLATE + " WITH (FORCE)");
        statement.execute("CREATE DATABASE " + TEMPLATE);
      } catch (SQLException e) {
        throw new IllegalStateException("the test server does not work", e);
      }
      String url = server.connection().url();
      DatabaseConfig template =
          DatabaseConfig.of(
              url.substring(0, url.lastIndexOf('/') + 1) + TEMPLATE,
              server.connection().user(),
              server.connection().password());
      try (Database database = Database.open(template, SEAL_KEY)) {
        new Registry(database).openFirstDay(DAY);
      }
      return server;
    }
  }
}
