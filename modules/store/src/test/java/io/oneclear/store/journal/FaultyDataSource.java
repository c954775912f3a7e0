package io.oneclear.store.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
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
    LOST_BEFORE_COMMIT
  }

  private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
  private final DataSource real;

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
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) {
                commit(connection);
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void commit(Connection connection) throws SQLException {
    switch (next.getAndSet(Fault.NONE)) {
      case NONE -> connection.commit();
      case LOST_AFTER_COMMIT -> {
        connection.commit();
        throw new SQLException("connection lost after the commit", "08006");
      }
      case LOST_BEFORE_COMMIT -> {
        connection.rollback();
        throw new SQLException("connection lost before the commit", "08006");
      }
    }
  }
}
