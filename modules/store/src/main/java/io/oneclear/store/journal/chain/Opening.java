package io.oneclear.store.journal.chain;

import io.oneclear.store.Database;
import io.oneclear.store.journal.chain.RowReader.Stretch;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Weight;
import io.oneclear.store.settlement.LedgerChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of a journal that was there before it had one begins with what the rows weigh as they
 * stand at that moment, and the ledger's with what was posted. They are not rewritten: each gets
 * its seal when it changes next.
 */
public final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final int NO_NODE = 0;

  private Opening() {}

  /** Does nothing if it was done, or if there was no row. */
  public static void ofExistingRows(Database database) {
    database.administer(
        connection -> {
          if (outstanding(connection)) {
            open(connection, database.sealKey());
          }
          return null;
        });
  }

  private static boolean outstanding(Connection connection) throws SQLException {
    String sql = "SELECT opened_at IS NULL FROM journal_opening";
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(sql)) {
        if (!row.next() || !row.getBoolean(1)) {
          return false;
        }
      }
      // Another process may be at it.
      try (ResultSet row = statement.executeQuery(sql + " FOR UPDATE")) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static void open(Connection connection, SealKey key) throws SQLException {
    Changes changes = new Changes();
    long rows =
        RowReader.read(
            connection, Stretch.ALL, key, (row, seal) -> inserted(changes, row, seal.weight()));
    Chain.appendBeside(key, connection, NO_NODE, changes);
    LedgerChain.open(connection, key);
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE journal_opening SET opened_at = now(), rows = ?")) {
      statement.setLong(1, rows);
      statement.executeUpdate();
    }
    LOG.info("the journal's chain begins with {} rows as they stand", rows);
  }

  private static void inserted(Changes changes, ResultSet row, Weight weight) throws SQLException {
    changes.inserted(row.getObject("batch_opened_on", LocalDate.class).withDayOfMonth(1), weight);
  }
}
