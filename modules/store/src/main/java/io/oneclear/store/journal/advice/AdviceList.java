package io.oneclear.store.journal.advice;

import io.oneclear.store.journal.advice.AdviceLine.State;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads stored advices as people want to see them. */
public final class AdviceList {

  /**
   * A state by name and not as a parameter: only so does the server see that its small index of
   * what is queued or parked will do.
   */
  private static final String ADVICES =
      """
      SELECT s.id, s.type, s.link, s.state, s.merchant_id, s.terminal_id, s.batch, s.trace, t.rrn,
          t.kind, t.pan_masked, t.amount_fen, s.attempts, s.next_attempt_at, s.last_error,
          s.response_code, s.created_at
      FROM store_and_forward s
      JOIN card_transaction t ON t.terminal_id = s.terminal_id AND t.batch = s.batch
          AND t.trace = s.trace AND t.batch_opened_on = s.batch_opened_on
          AND t.merchant_id = s.merchant_id
      WHERE s.state = '{state}' AND (?::text IS NULL OR s.link = ?)
      ORDER BY s.id {order} LIMIT ?
      """;

  private AdviceList() {}

  /**
   * At most {@code limit} of each state, by id: the oldest, or of what is done the latest.
   *
   * @param link null for every link
   */
  public static List<AdviceLine> read(
      Connection connection, List<State> states, String link, int limit) throws SQLException {
    List<AdviceLine> lines = new ArrayList<>();
    for (State state : states) {
      String order =
          switch (state) {
            case QUEUED, PARKED -> "ASC";
            case DELIVERED, SKIPPED -> "DESC";
          };
      String sql = ADVICES.replace("{state}", state.name()).replace("{order}", order);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, link);
        statement.setString(2, link);
        statement.setInt(3, limit);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            lines.add(line(row));
          }
        }
      }
    }
    lines.sort(Comparator.comparingLong(AdviceLine::id));
    return lines;
  }

  private static AdviceLine line(ResultSet row) throws SQLException {
    return new AdviceLine(
        row.getLong("id"),
        StoredAdvice.Type.valueOf(row.getString("type")),
        row.getString("link"),
        State.valueOf(row.getString("state")),
        row.getString("merchant_id"),
        row.getString("terminal_id"),
        row.getInt("batch"),
        row.getInt("trace"),
        row.getString("rrn"),
        row.getString("kind"),
        row.getString("pan_masked"),
        row.getLong("amount_fen"),
        row.getInt("attempts"),
        row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(),
        row.getString("last_error"),
        row.getString("response_code"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
