package io.oneclear.store.journal;

import io.oneclear.store.journal.table.Row;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Notes that a terminal is told of an approval by one who did not decide it, while it stands. */
final class TellOperation extends Operation<JournalEntry> {

  private final JournalEntry approved;

  TellOperation(JournalEntry approved) {
    this.approved = approved;
  }

  @Override
  RequestKey key() {
    return approved.intent().key();
  }

  @Override
  List<RequestKey> touches() {
    return List.of(key());
  }

  @Override
  JournalEntry apply(UnitOfWork unit) throws SQLException {
    Row row = unit.lock(List.of(key())).get(key());
    if (row == null) {
      throw new IllegalStateException("transaction " + approved.id() + " is not in the journal");
    }
    if (row.entry().state() == TransactionState.APPROVED) {
      note(unit, row.entry());
    }
    return row.entry();
  }

  private static void note(UnitOfWork unit, JournalEntry entry) throws SQLException {
    try (PreparedStatement statement =
        unit.connection()
            .prepareStatement(
                "INSERT INTO told_approval (transaction_id, merchant_id, node) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
      statement.setLong(1, entry.id());
      statement.setString(2, entry.intent().key().merchant().code());
      statement.setInt(3, unit.node());
      statement.executeUpdate();
    }
  }

  /** True if somebody was told; the transaction must be locked. */
  static boolean told(UnitOfWork unit, JournalEntry entry) throws SQLException {
    try (PreparedStatement statement =
        unit.connection()
            .prepareStatement(
                "SELECT FROM told_approval WHERE transaction_id = ? AND merchant_id = ?")) {
      statement.setLong(1, entry.id());
      statement.setString(2, entry.intent().key().merchant().code());
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  void durable(JournalEntry entry, Undecided undecided) {}
}
