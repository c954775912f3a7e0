package io.oneclear.store.journal.advice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The open items of advices that no scheme accepted: money is on the wrong side, and operations own
 * the difference until it is accepted after all or settled by hand. One item an advice, whatever
 * becomes of it.
 */
public final class AdviceItems {

  private static final String OPEN =
      """
      INSERT INTO open_item AS i (kind, subject, merchant_id, business_date, amount_fen, owner, text)
      VALUES ('PARKED_ADVICE', ?, ?, ?, ?, 'operations', ?)
      ON CONFLICT (kind, subject) DO UPDATE
        SET state = 'OPEN', closed_at = NULL, resolution = NULL, text = excluded.text
      """;

  private AdviceItems() {}

  /**
   * What an item is about.
   *
   * @param businessDate on which it was given up
   * @param text what happened, without card data
   */
  public record Item(
      long advice, String merchant, LocalDate businessDate, long amountFen, String text) {}

  /** Opens the advice's item; one that was closed before is open again. */
  public static void open(Connection connection, Item item) throws SQLException {
    write(connection, OPEN, item);
  }

  /** The same, but what a person has settled and closed stays closed. */
  public static void keepOpen(Connection connection, Item item) throws SQLException {
    write(connection, OPEN + " WHERE i.state = 'OPEN'", item);
  }

  private static void write(Connection connection, String sql, Item item) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, Long.toString(item.advice()));
      statement.setString(2, item.merchant());
      statement.setObject(3, item.businessDate());
      statement.setLong(4, item.amountFen());
      statement.setString(5, item.text());
      statement.executeUpdate();
    }
  }

  /** Ends the advice's item if it is still open. */
  public static void close(Connection connection, long advice, Instant at, String resolution)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE open_item SET state = 'CLOSED', closed_at = ?, resolution = ?
            WHERE kind = 'PARKED_ADVICE' AND subject = ? AND state = 'OPEN'
            """)) {
      statement.setObject(1, at.atOffset(ZoneOffset.UTC));
      statement.setString(2, resolution);
      statement.setString(3, Long.toString(advice));
      statement.executeUpdate();
    }
  }

  /** Adds what has to be known before it is settled by hand; who thought it settled looks again. */
  public static void reopen(Connection connection, long advice, String text) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE open_item SET state = 'OPEN', closed_at = NULL, resolution = NULL,
                text = text || '; ' || ?
            WHERE kind = 'PARKED_ADVICE' AND subject = ?
            """)) {
      statement.setString(1, text);
      statement.setString(2, Long.toString(advice));
      statement.executeUpdate();
    }
  }
}
