package io.oneclear.store.journal;

import io.oneclear.store.journal.table.Trip;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Connections whose next commit goes wrong in a chosen way. */
final class FaultyDataSource {

  /** What happens at the next commit. */
  enum Fault {
    NONE,
    /** The commit is done, but the connection breaks before the answer. */
    LOST_AFTER_COMMIT,
    /** The connection breaks before the commit arrives. */
    LOST_BEFORE_COMMIT,
    /**
     * The server crashes before the commit is on disk, and with it the transaction's number is
     * lost: it gives it again, to a transaction that commits.
     */
    LOST_AND_ITS_NUMBER_GIVEN_AGAIN,
    /** The server wrote the commit, could not flush it, and gave up: after recovery it is there. */
    FLUSH_FAILED,
    /** The same without room for the commit: the server gives up, and it is not there. */
    LOG_FULL
  }

  private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
  private final DataSource real;
  private volatile boolean numberGivenAgain;

  FaultyDataSource(DataSource real) {
    this.real = real;
  }

  void next(Fault fault) {
    next.set(fault);
  }

  boolean happened() {
    return next.get() == Fault.NONE;
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) ->
                method.getName().equals("getConnection")
                    ? faulty(real.getConnection())
                    : method.invoke(real, arguments));
  }

  private Connection faulty(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (method, arguments) -> {
          if (numberGivenAgain && arguments != null && asksForStatus(arguments[0])) {
            numberGivenAgain = false;
            return connection.prepareStatement("SELECT 'committed' FROM (SELECT ?::text) number");
          }
          Object result = method.invoke(connection, arguments);
          return result instanceof PreparedStatement statement
                  && ((String) arguments[0]).endsWith(Trip.COMMIT.sql())
              ? committing(connection, statement)
              : result;
        });
  }

  private static boolean asksForStatus(Object sql) {
    return sql instanceof String text && text.contains("pg_xact_status");
  }

  private PreparedStatement committing(Connection connection, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        statement,
        (method, arguments) ->
            method.getName().equals("execute")
                ? (Object) commit(connection, statement)
                : method.invoke(statement, arguments));
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T real, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            real.getClass().getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private boolean commit(Connection connection, PreparedStatement statement) throws SQLException {
    return switch (next.getAndSet(Fault.NONE)) {
      case NONE -> statement.execute();
      case LOST_AFTER_COMMIT -> {
        statement.execute();
        throw new SQLException("connection lost after the commit", "08006");
      }
      case LOST_BEFORE_COMMIT -> {
        connection.rollback();
        throw new SQLException("connection lost before the commit", "08006");
      }
      case LOST_AND_ITS_NUMBER_GIVEN_AGAIN -> {
        connection.rollback();
        numberGivenAgain = true;
        throw new SQLException("connection lost before the commit", "08006");
      }
      case FLUSH_FAILED -> {
        statement.execute();
        throw new SQLException("could not fdatasync file", "58030");
      }
      case LOG_FULL -> {
        connection.rollback();
        throw new SQLException("could not write to file: No space left on device", "53100");
      }
    };
  }
}
