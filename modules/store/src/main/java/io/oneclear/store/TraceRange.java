package io.oneclear.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Trace numbers (field 11) that a node gives on a link under its institution codes.
 *
 * @param first lowest of them
 * @param last highest of them
 */
public record TraceRange(String link, String acquirer, String forwarder, int first, int last) {

  private static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtext('link_trace_range'))";

  /** Whoever has not beaten for a minute is taken over long since, and gives no more numbers. */
  private static final String OTHER =
      """
      SELECT r.node FROM link_trace_range r JOIN switch_lease l USING (node)
      WHERE r.node <> ? AND r.acquirer = ? AND r.forwarder = ? AND r.first_stan <= ?
          AND r.last_stan >= ? AND l.held_by IS NOT NULL
          AND l.beaten_at > now() - INTERVAL '1 minute'
      ORDER BY r.node LIMIT 1
      """;

  private static final String CLAIM =
      """
      INSERT INTO link_trace_range (node, link, acquirer, forwarder, first_stan, last_stan)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (node, link) DO UPDATE SET (acquirer, forwarder, first_stan, last_stan)
          = (excluded.acquirer, excluded.forwarder, excluded.first_stan, excluded.last_stan)
      """;

  /**
   * Takes the numbers for a node.
   *
   * @return a node that lives and has some of them; then they were not taken
   */
  public Optional<Integer> claim(Database database, int node) {
    return database.unitOfWork(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
          }
          Optional<Integer> other = other(connection, node);
          if (other.isEmpty()) {
            take(connection, node);
          }
          return other;
        });
  }

  private Optional<Integer> other(Connection connection, int node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHER)) {
      statement.setInt(1, node);
      statement.setString(2, acquirer);
      statement.setString(3, forwarder);
      statement.setInt(4, last);
      statement.setInt(5, first);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
      }
    }
  }

  private void take(Connection connection, int node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, node);
      statement.setString(2, link);
      statement.setString(3, acquirer);
      statement.setString(4, forwarder);
      statement.setInt(5, first);
      statement.setInt(6, last);
      statement.executeUpdate();
    }
  }
}
