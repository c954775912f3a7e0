package io.oneclear.store.journal.chain;

import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Sealed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads every row of the journal with what it comes to under the key. */
final class RowReader {

  private static final int FETCH = 2_000;
  private static final String ALL =
      "SELECT " + RowSeals.COLUMNS + ", seal AS stored_seal FROM card_transaction";

  private RowReader() {}

  /** Sees one row. */
  @FunctionalInterface
  interface Visitor {
    void see(ResultSet row, Sealed sealed) throws SQLException;
  }

  /**
   * @param connection inside a unit of work: rows come a few at a time
   * @return how many there are
   */
  static long read(Connection connection, SealKey key, Visitor visitor) throws SQLException {
    RowSeals seals = new RowSeals(key);
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery(ALL)) {
        int[] types = Content.types(row, RowSeals.COLUMN_COUNT);
        while (row.next()) {
          visitor.see(row, seals.of(row, types));
          count++;
        }
      }
    }
    return count;
  }
}
