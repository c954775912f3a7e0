package io.oneclear.store.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Short ways to run a statement on a connection. */
record Sql(Connection connection) {

  /** Rows changed. */
  long update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeLargeUpdate();
    }
  }

  /** Runs something that has no rows to count, such as a call of a function. */
  void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.execute();
    }
  }

  /**
   * Tells the planner how much was just written. A plan made for the few rows a table had before
   * compares every merchant with every other.
   */
  void analyze(String table) throws SQLException {
    run("ANALYZE " + table);
  }

  /** The first column of the first row; 0 if there is none or it is null. */
  long number(String sql, Object... values) throws SQLException {
    return first(row -> row.getLong(1), sql, values).orElse(0L);
  }

  <T> Optional<T> first(Reader<T> reader, String sql, Object... values) throws SQLException {
    return list(reader, sql, values).stream().findFirst();
  }

  <T> List<T> list(Reader<T> reader, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    }
  }

  PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case Instant at -> statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
        case Enum<?> constant -> statement.setString(i + 1, constant.name());
        case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
        case null -> statement.setString(i + 1, null);
        case Object other -> statement.setObject(i + 1, other);
      }
    }
    return statement;
  }

  /** Text as it stands in a statement that takes no parameters. */
  static String literal(Connection connection, String text) throws SQLException {
    return "'" + connection.unwrap(PGConnection.class).escapeLiteral(text) + "'";
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
