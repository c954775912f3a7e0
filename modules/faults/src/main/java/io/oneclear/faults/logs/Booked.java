package io.oneclear.faults.logs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * One transaction as the journal holds it.
 *
 * @param rrn empty if it was never sent
 * @param advice state of what was stored for the scheme about it; empty if nothing was
 */
record Booked(Key key, String kind, String state, long fen, String rrn, String advice) {

  private static final Set<String> STANDING =
      Set.of("APPROVED", "VOIDED", "PARTLY_REFUNDED", "REFUNDED");

  private static final String ROWS =
      "SELECT t.terminal_id, t.batch, t.trace, t.kind, t.state, t.amount_fen,"
          + " coalesce(t.rrn, ''), coalesce(s.state, '') FROM card_transaction t"
          + " LEFT JOIN store_and_forward s ON s.transaction_id = t.id"
          + " AND s.batch_opened_on = t.batch_opened_on"
          + " AND s.type = CASE t.kind WHEN 'REFUND' THEN 'REPEAT' ELSE 'REVERSAL' END";

  private static final String UNSETTLED =
      "SELECT (SELECT count(*) FROM card_transaction WHERE state = 'SENT')"
          + " + (SELECT count(*) FROM store_and_forward WHERE state = 'QUEUED')";

  static List<Booked> read(DataSource journal) throws SQLException {
    List<Booked> rows = new ArrayList<>();
    try (Connection connection = journal.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ROWS)) {
      while (row.next()) {
        rows.add(
            new Booked(
                new Key(row.getString(1), row.getInt(2), row.getInt(3)),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getString(8)));
      }
    }
    return rows;
  }

  /** How many transactions are undecided and advices undelivered. */
  static long unsettled(DataSource journal) throws SQLException {
    try (Connection connection = journal.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(UNSETTLED)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** True if the money has moved and stays moved. */
  boolean stands() {
    return STANDING.contains(state);
  }

  /** True if a person has to see to it: the scheme was not told, and an alarm was raised. */
  boolean parked() {
    return advice.equals("PARKED") || advice.equals("SKIPPED");
  }

  /** What the card must have been debited in the end; what it was given is negative. */
  long debited() {
    return switch (kind) {
      case "PURCHASE" -> stands() ? fen : 0;
      case "VOID", "REFUND" -> stands() ? -fen : 0;
      default -> 0;
    };
  }
}
