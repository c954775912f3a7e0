package io.oneclear.store;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.switching.Terminals.Settled;
import io.oneclear.switching.Terminals.UploadedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A terminal's batch at its end: totals compared, records uploaded, differences kept. */
final class Batches {

  /** Purchases count as debits even when voided or refunded since; reversed ones do not. */
  private static final String TOTALS =
      """
      SELECT coalesce(sum(amount_fen) FILTER (WHERE kind = 'PURCHASE'), 0)::bigint,
          count(*) FILTER (WHERE kind = 'PURCHASE'),
          coalesce(sum(amount_fen) FILTER (WHERE kind <> 'PURCHASE'), 0)::bigint,
          count(*) FILTER (WHERE kind <> 'PURCHASE')
      FROM card_transaction
      WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ?
          AND kind IN ('PURCHASE', 'VOID', 'REFUND')
          AND state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')
          AND (product = 'FOREIGN') = ?
      """;

  /** What one side has and the other has not, or has otherwise. One item per record. */
  private static final String DIFFERENCES =
      """
      WITH ours AS (
        SELECT trace, amount_fen, pan_hash, product = 'FOREIGN' AS foreign_card
        FROM card_transaction
        WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ?
            AND kind IN ('PURCHASE', 'VOID', 'REFUND')
            AND state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')),
      theirs AS (
        SELECT trace, amount_fen, pan_hash, foreign_card FROM batch_upload
        WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ?),
      unequal AS (
        SELECT NOT bool_and(equal) AS unequal FROM batch_settlement
        WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ?)
      INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, owner, text,
          opened_at)
      SELECT 'BATCH_RECORD', concat_ws('/', ?, ?, ?, lpad(trace::text, 6, '0')), ?,
          (SELECT open_date FROM business_day), coalesce(ours.amount_fen, theirs.amount_fen),
          'operations',
          CASE WHEN ours.trace IS NULL THEN 'uploaded by the terminal, not in the journal'
               WHEN theirs.trace IS NULL THEN 'in the journal, not uploaded by the terminal'
               WHEN ours.amount_fen <> theirs.amount_fen
                 THEN format('amount differs: journal %s, terminal %s', ours.amount_fen,
                   theirs.amount_fen)
               WHEN ours.pan_hash <> theirs.pan_hash THEN 'card differs'
               ELSE 'domestic or foreign differs' END,
          ?
      FROM ours FULL JOIN theirs USING (trace)
      WHERE (ours.trace IS NULL
          OR theirs.trace IS NULL AND (SELECT unequal FROM unequal)
          OR ours.amount_fen <> theirs.amount_fen OR ours.pan_hash <> theirs.pan_hash
          OR ours.foreign_card <> theirs.foreign_card)
      ON CONFLICT (kind, subject) DO NOTHING
      """;

  private Batches() {}

  private record Batch(String merchant, TerminalId terminal, BatchNumber number, LocalDate opened) {

    /** Binds terminal, batch and day; returns the next free parameter. */
    int bind(PreparedStatement statement, int first) throws SQLException {
      statement.setString(first, terminal.code());
      statement.setInt(first + 1, number.number());
      statement.setObject(first + 2, opened);
      return first + 3;
    }
  }

  static Settled settle(
      Connection connection,
      TerminalId terminal,
      BatchNumber number,
      List<BatchTotals> domesticAndForeign,
      Instant at)
      throws SQLException {
    Batch batch = lock(connection, terminal, number);
    Optional<Settled> before = settled(connection, batch);
    if (before.isPresent()) {
      return before.get();
    }
    boolean domestic = record(connection, batch, false, domesticAndForeign.getFirst(), at);
    boolean foreign = record(connection, batch, true, domesticAndForeign.getLast(), at);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE terminal SET batch_state = 'SETTLED' WHERE terminal_id = ? AND batch = ?")) {
      statement.setString(1, terminal.code());
      statement.setInt(2, number.number());
      statement.executeUpdate();
    }
    return new Settled(domestic, foreign);
  }

  /** The batch with this number: the terminal's current one, or one that was settled. */
  private static Batch lock(Connection connection, TerminalId terminal, BatchNumber number)
      throws SQLException {
    String sql =
        """
        SELECT t.merchant_id, t.batch, t.batch_opened_on, (
            SELECT max(s.batch_opened_on) FROM batch_settlement s
            WHERE s.terminal_id = t.terminal_id AND s.batch = ?) AS settled_opened_on
        FROM terminal t WHERE t.terminal_id = ? FOR UPDATE OF t
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, number.number());
      statement.setString(2, terminal.code());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new StoreException("terminal " + terminal + " is not known");
        }
        boolean current = row.getInt("batch") == number.number();
        LocalDate opened =
            row.getObject(current ? "batch_opened_on" : "settled_opened_on", LocalDate.class);
        if (opened == null) {
          throw new StoreException("terminal " + terminal + " has no batch " + number);
        }
        return new Batch(row.getString("merchant_id"), terminal, number, opened);
      }
    }
  }

  private static Optional<Settled> settled(Connection connection, Batch batch) throws SQLException {
    String sql =
        """
        SELECT bool_and(equal) FILTER (WHERE NOT foreign_cards),
            bool_and(equal) FILTER (WHERE foreign_cards), count(*)
        FROM batch_settlement WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      batch.bind(statement, 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(3) == 0
            ? Optional.empty()
            : Optional.of(new Settled(row.getBoolean(1), row.getBoolean(2)));
      }
    }
  }

  private static BatchTotals totals(Connection connection, Batch batch, boolean foreign)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TOTALS)) {
      statement.setBoolean(batch.bind(statement, 1), foreign);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new BatchTotals(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4));
      }
    }
  }

  /** Keeps both sides' totals; true if they are equal. */
  private static boolean record(
      Connection connection, Batch batch, boolean foreign, BatchTotals theirs, Instant at)
      throws SQLException {
    BatchTotals ours = totals(connection, batch, foreign);
    String sql =
        """
        INSERT INTO batch_settlement (terminal_id, batch, batch_opened_on, merchant_id, settled_at,
            foreign_cards, terminal_debit_fen, terminal_debit_count, terminal_credit_fen,
            terminal_credit_count, journal_debit_fen, journal_debit_count, journal_credit_fen,
            journal_credit_count, equal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = batch.bind(statement, 1);
      statement.setString(next++, batch.merchant);
      statement.setObject(next++, at.atOffset(ZoneOffset.UTC));
      statement.setBoolean(next++, foreign);
      for (BatchTotals side : List.of(theirs, ours)) {
        statement.setLong(next++, side.debitFen());
        statement.setInt(next++, side.debitCount());
        statement.setLong(next++, side.creditFen());
        statement.setInt(next++, side.creditCount());
      }
      statement.setBoolean(next, ours.equals(theirs));
      statement.executeUpdate();
    }
    return ours.equals(theirs);
  }

  static void upload(
      Connection connection, TerminalId terminal, BatchNumber number, List<UploadedRecord> records)
      throws SQLException {
    Batch batch = lock(connection, terminal, number);
    String sql =
        """
        INSERT INTO batch_upload (terminal_id, batch, batch_opened_on, merchant_id, trace,
            foreign_card, pan_hash, amount_fen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (UploadedRecord uploaded : records) {
        int next = batch.bind(statement, 1);
        statement.setString(next++, batch.merchant);
        statement.setInt(next++, uploaded.trace().number());
        statement.setBoolean(next++, uploaded.foreignCard());
        statement.setBytes(next++, uploaded.pan().hash());
        statement.setLong(next, uploaded.fen());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void endUpload(
      Connection connection, TerminalId terminal, BatchNumber number, int count, Instant at)
      throws SQLException {
    Batch batch = lock(connection, terminal, number);
    try (PreparedStatement statement = connection.prepareStatement(DIFFERENCES)) {
      int next = batch.bind(statement, batch.bind(statement, batch.bind(statement, 1)));
      statement.setString(next++, terminal.code());
      statement.setString(next++, batch.opened.toString());
      statement.setString(next++, number.digits());
      statement.setString(next++, batch.merchant);
      statement.setObject(next, at.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
    // Where the totals agreed nothing has to be uploaded, and terminals count differently.
    long uploaded = uploaded(connection, batch);
    if (uploaded != count) {
      countDiffers(connection, batch, count, uploaded);
    }
  }

  private static long uploaded(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM batch_upload"
                + " WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ?")) {
      batch.bind(statement, 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void countDiffers(Connection connection, Batch batch, int said, long uploaded)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO open_item (kind, subject, merchant_id, business_date, owner, text)
            SELECT 'BATCH_COUNT', concat_ws('/', ?, ?, ?), ?,
                (SELECT open_date FROM business_day), 'operations', ?
            WHERE EXISTS (SELECT FROM batch_settlement
                WHERE terminal_id = ? AND batch = ? AND batch_opened_on = ? AND NOT equal)
            ON CONFLICT (kind, subject) DO NOTHING
            """)) {
      statement.setString(1, batch.terminal.code());
      statement.setString(2, batch.opened.toString());
      statement.setString(3, batch.number.digits());
      statement.setString(4, batch.merchant);
      statement.setString(
          5, "the terminal says it uploaded " + said + " records, " + uploaded + " arrived");
      batch.bind(statement, 6);
      statement.executeUpdate();
    }
  }
}
