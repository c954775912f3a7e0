package io.oneclear.store.journal;

import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * One life of a node, from start to end. Beginning one waits for the units of work of the life
 * before that are under way; none of that life can begin another.
 */
final class NodeLife {

  private static final Duration NEW_NODE_LOOKS_BACK = Duration.ofHours(1);

  private final long number;
  private final Instant undecidedSince;
  private volatile boolean recovered;

  private NodeLife(long number, Instant undecidedSince) {
    this.number = number;
    this.undecidedSince = undecidedSince;
  }

  static NodeLife begin(Database database, int node, Instant now) {
    return database.unitOfWork(
        connection -> {
          makePartitions(connection);
          takeBackLeases(connection, node);
          return next(connection, node, now);
        });
  }

  private static NodeLife next(Connection connection, int node, Instant now) throws SQLException {
    String sql =
        """
        INSERT INTO switch_node AS n (node, life, undecided_since) VALUES (?, 1, ?)
        ON CONFLICT (node) DO UPDATE SET life = n.life + 1, started_at = now()
        RETURNING life, undecided_since
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, node);
      statement.setObject(2, now.minus(NEW_NODE_LOOKS_BACK).atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new NodeLife(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }

  private static void makePartitions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT make_card_transaction_months(open_date - 31, open_date + 62)"
                    + " FROM business_day")) {
      if (!row.next()) {
        throw new StoreException("no business day is open");
      }
    }
  }

  /** What the life before had leased, it will not deliver. */
  private static void takeBackLeases(Connection connection, int node) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE store_and_forward SET leased_until = NULL"
                + " WHERE state = 'QUEUED' AND leased_by = ?")) {
      statement.setInt(1, node);
      statement.executeUpdate();
    }
  }

  long number() {
    return number;
  }

  /** Everything received before is decided. */
  Instant undecidedSince() {
    return undecidedSince;
  }

  /** Until recovery has been done the mark must stay where the life before left it. */
  boolean recovered() {
    return recovered;
  }

  void recovered(boolean done) {
    recovered = done;
  }
}
