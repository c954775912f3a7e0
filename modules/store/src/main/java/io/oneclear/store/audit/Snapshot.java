package io.oneclear.store.audit;

import io.oneclear.store.Database;
import io.oneclear.store.Lanes;
import io.oneclear.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database at one moment: what was committed by then, and nothing later. Read only, and nobody
 * waits for it.
 */
public final class Snapshot implements AutoCloseable {

  private final Database database;
  private final Connection connection;
  private final String name;

  private Snapshot(Database database, Connection connection, String name) {
    this.database = database;
    this.connection = connection;
    this.name = name;
  }

  /** What is done with one piece of the work. */
  @FunctionalInterface
  public interface Work<P, R> {
    R with(Connection connection, P piece) throws SQLException;
  }

  private record Done<R>(int piece, R result) {}

  static Snapshot take(Database database) throws SQLException {
    Connection connection = readOnly(database);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
      row.next();
      return new Snapshot(database, connection, row.getString(1));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection readOnly(Database database) throws SQLException {
    Connection connection = database.patientConnection("oneclear-audit");
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Inside a read-only, repeatable-read unit of work; for one thread. */
  public Connection connection() {
    return connection;
  }

  /**
   * Does pieces of work, two at a time, each on a connection of its own that sees the same moment.
   *
   * @return what each came to, in their order
   */
  public <P, R> List<R> inLanes(List<P> pieces, Work<P, R> work) {
    AtomicInteger next = new AtomicInteger();
    Lanes<Integer> lanes =
        new Lanes<>(() -> next.get() < pieces.size() ? next.getAndIncrement() : null);
    SortedMap<Integer, R> results = new TreeMap<>();
    for (List<Done<R>> lane : lanes.run(lane -> through(lane, pieces, work))) {
      lane.forEach(done -> results.put(done.piece, done.result));
    }
    return List.copyOf(results.values());
  }

  private <P, R> List<Done<R>> through(Lanes<Integer> lane, List<P> pieces, Work<P, R> work) {
    List<Done<R>> results = new ArrayList<>();
    try (Connection same = again()) {
      for (Integer piece = lane.next(); piece != null; piece = lane.next()) {
        results.add(new Done<>(piece, work.with(same, pieces.get(piece))));
      }
      return results;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private Connection again() throws SQLException {
    Connection same = readOnly(database);
    try (Statement statement = same.createStatement()) {
      statement.execute("SET TRANSACTION SNAPSHOT '" + name + "'");
      return same;
    } catch (SQLException e) {
      same.close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
