package io.oneclear.store.journal.chain;

import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Sealed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Reads rows of the journal with what each comes to under the key. */
final class RowReader {

  private static final int FETCH = 2_000;
  private static final String ROWS =
      "SELECT "
          + RowSeals.COLUMNS
          + ", seal AS stored_seal FROM card_transaction WHERE ctid >= ? AND ctid < ?";

  private static final long NO_PAGE = (1L << Integer.SIZE) - 1;

  private RowReader() {}

  /** Pages of every month: the first, and the first that is no more among them. */
  record Stretch(long from, long to) {
    static final Stretch ALL = new Stretch(0, NO_PAGE);
  }

  /**
   * All rows, in stretches that can be read at the same time.
   *
   * @param length of each, in pages
   */
  static List<Stretch> stretches(Connection connection, long length) throws SQLException {
    List<Stretch> stretches = new ArrayList<>();
    long pages = pagesOfTheLongestMonth(connection);
    long from = 0;
    for (; from + length < pages; from += length) {
      stretches.add(new Stretch(from, from + length));
    }
    stretches.add(new Stretch(from, NO_PAGE));
    return stretches;
  }

  private static long pagesOfTheLongestMonth(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(pg_relation_size(inhrelid)) / current_setting('block_size')::int"
                    + " FROM pg_inherits WHERE inhparent = 'card_transaction'::regclass")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Sees one row. */
  @FunctionalInterface
  interface Visitor {
    void see(ResultSet row, Sealed sealed) throws SQLException;
  }

  /**
   * @param connection inside a unit of work: rows come a few at a time
   * @return how many there are
   */
  static long read(Connection connection, Stretch stretch, SealKey key, Visitor visitor)
      throws SQLException {
    RowSeals seals = new RowSeals(key);
    long count = 0;
    try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setFetchSize(FETCH);
      bind(statement, 1, stretch.from);
      bind(statement, 2, stretch.to);
      try (ResultSet row = statement.executeQuery()) {
        int[] types = Content.types(row, RowSeals.COLUMN_COUNT);
        while (row.next()) {
          visitor.see(row, seals.of(row, types));
          count++;
        }
      }
    }
    return count;
  }

  private static void bind(PreparedStatement statement, int place, long page) throws SQLException {
    statement.setObject(place, "(%d,0)".formatted(page), Types.OTHER);
  }
}
