package io.oneclear.bench.steady;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * All tables of a database together.
 *
 * @param tableBytes without indexes
 * @param deadRows that no vacuum has taken yet, as the server estimates them
 */
public record TableSizes(long tableBytes, long indexBytes, long deadRows) {

  private static final String ALL =
      """
      SELECT coalesce(sum(pg_table_size(relid)), 0), coalesce(sum(pg_indexes_size(relid)), 0),
        coalesce(sum(n_dead_tup), 0)
      FROM pg_stat_user_tables
      """;

  static TableSizes read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      row.next();
      return new TableSizes(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  long bytes() {
    return tableBytes + indexBytes;
  }
}
