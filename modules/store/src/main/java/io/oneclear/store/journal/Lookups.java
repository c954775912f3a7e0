package io.oneclear.store.journal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.Rows;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is read from the journal, and the note of a late answer. */
final class Lookups {

  /** How long after its request an answer is looked for where there is no index for it. */
  private static final Duration LATE_ANSWER_WINDOW = Duration.ofMinutes(5);

  private static final String SELECT = "SELECT " + Rows.COLUMNS + " FROM card_transaction t ";

  private Lookups() {}

  static Optional<JournalEntry> find(Connection connection, RequestKey key) throws SQLException {
    String sql =
        SELECT
            + "WHERE terminal_id = ? AND batch = ? AND trace = ? AND batch_opened_on = ?"
            + " AND merchant_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.terminal().code());
      statement.setInt(2, key.batch().number());
      statement.setInt(3, key.trace().number());
      statement.setObject(4, key.batchOpenedOn());
      statement.setString(5, key.merchant().code());
      return newest(statement);
    }
  }

  static Optional<JournalEntry> findByRrn(Connection connection, MerchantId merchant, Rrn rrn)
      throws SQLException {
    String sql =
        SELECT + "WHERE rrn = ? AND kind = 'PURCHASE' AND merchant_id = ? ORDER BY id DESC";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, rrn.code());
      statement.setString(2, merchant.code());
      return newest(statement);
    }
  }

  static Optional<JournalEntry> findByTrace(
      Connection connection,
      MerchantId merchant,
      TerminalId terminal,
      BatchNumber batch,
      Stan trace)
      throws SQLException {
    String sql =
        SELECT
            + "WHERE terminal_id = ? AND batch = ? AND trace = ? AND merchant_id = ?"
            + " ORDER BY batch_opened_on DESC";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, terminal.code());
      statement.setInt(2, batch.number());
      statement.setInt(3, trace.number());
      statement.setString(4, merchant.code());
      return newest(statement);
    }
  }

  private static Optional<JournalEntry> newest(PreparedStatement statement) throws SQLException {
    statement.setMaxRows(1);
    return Rows.read(statement).stream().findFirst().map(Row::entry);
  }

  /** Undecided transactions of a node that were received at {@code since} or later. */
  static List<JournalEntry> undecided(Connection connection, int node, Instant since)
      throws SQLException {
    String sql = SELECT + "WHERE received_at >= ? AND state = 'SENT' AND node = ? ORDER BY id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, since.atOffset(ZoneOffset.UTC));
      statement.setInt(2, node);
      return Rows.read(statement).stream().map(Row::entry).toList();
    }
  }

  /**
   * Notes an answer that came after the decision. What timed out or was reversed is found through
   * its advice; the rest (a scheme that answers twice) among the transactions of the last minutes.
   */
  static void noteLateAnswer(UnitOfWork unit, String link, UpstreamAnswer answer, Instant now)
      throws SQLException {
    String byAdvice =
        "SELECT "
            + Rows.COLUMNS
            + """
            FROM card_transaction t, store_and_forward s
            WHERE s.of_stan = ? AND s.of_time = ? AND s.link = ?
                AND t.terminal_id = s.terminal_id AND t.batch = s.batch AND t.trace = s.trace
                AND t.batch_opened_on = s.batch_opened_on AND t.merchant_id = s.merchant_id
                AND t.id = s.transaction_id
            FOR UPDATE OF t
            """;
    String byTime =
        SELECT
            + "WHERE up_stan = ? AND up_time = ? AND link = ? AND received_at >= ?"
            + " AND state <> 'SENT' FOR UPDATE";
    try (PreparedStatement statement = unit.connection().prepareStatement(byAdvice)) {
      bind(statement, link, answer);
      if (note(unit, Rows.read(statement), answer)) {
        return;
      }
    }
    try (PreparedStatement statement = unit.connection().prepareStatement(byTime)) {
      bind(statement, link, answer);
      statement.setObject(4, now.minus(LATE_ANSWER_WINDOW).atOffset(ZoneOffset.UTC));
      note(unit, Rows.read(statement), answer);
    }
  }

  private static boolean note(UnitOfWork unit, List<Row> rows, UpstreamAnswer answer)
      throws SQLException {
    for (Row row : rows) {
      unit.replace(row, row.answeredLate(answer.code().code()));
    }
    return !rows.isEmpty();
  }

  private static void bind(PreparedStatement statement, String link, UpstreamAnswer answer)
      throws SQLException {
    statement.setInt(1, answer.key().stan().number());
    statement.setString(2, answer.key().transmissionTime());
    statement.setString(3, link);
  }
}
