package io.oneclear.store.journal.life;

import io.oneclear.store.StoreException;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said to the database about lives. The lease is always locked before the node's row, so
 * that two who want both do not wait for each other.
 */
public final class Lives {

  private static final Duration NEW_NODE_LOOKS_BACK = Duration.ofHours(1);

  /** A frozen node may sit on its row; who takes over must go on beating meanwhile. */
  private static final String WAIT_A_MOMENT = "SET LOCAL lock_timeout = '1s'";

  private Lives() {}

  /**
   * The lease of a node as it was seen.
   *
   * @param heldBy the node that looks after it
   */
  record Lease(int node, long life, long beats, int heldBy) {}

  /**
   * What a node took over from another.
   *
   * @param node that left it
   * @param life it was given, so that none of its own can commit
   * @param undecidedSince everything it received before is decided
   */
  public record TakenOver(int node, long life, Instant undecidedSince) {}

  /**
   * Begins a life: waits for the units of work of the life before; none of that can begin another.
   *
   * @param now from when on a node that was never here may have left something
   * @param numbers goes on from what the life before may have used
   */
  public static NodeLife begin(
      Connection connection, LifeKeeper.Config config, Instant now, NumberClock numbers)
      throws SQLException {
    int node = config.node();
    long began = System.nanoTime();
    makePartitions(connection);
    numbersUsed(connection, node).ifPresent(numbers::goOnFrom);
    Instant numbersUntil = numbers.ahead(config.numbersAhead());
    takeBackAdvices(connection, node);
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
        NodeLife life =
            new NodeLife(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                numbersUntil,
                config.lease(),
                began);
        hold(connection, config, life);
        return life;
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

  /** Of its lives so far; locks the lease. */
  private static Optional<Instant> numbersUsed(Connection connection, int node)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT numbers_until FROM switch_lease WHERE node = ? FOR UPDATE")) {
      statement.setInt(1, node);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
            : Optional.empty();
      }
    }
  }

  /** What the life before had leased, it will not deliver. */
  private static void takeBackAdvices(Connection connection, int node) throws SQLException {
    change(
        connection,
        "UPDATE store_and_forward SET leased_until = NULL"
            + " WHERE state = 'QUEUED' AND leased_until IS NOT NULL AND leased_by = ?",
        node);
  }

  private static void hold(Connection connection, LifeKeeper.Config config, NodeLife life)
      throws SQLException {
    change(
        connection,
        """
        INSERT INTO switch_lease (node, life, held_by, process, numbers_until)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (node) DO UPDATE
        SET life = excluded.life, held_by = excluded.held_by, process = excluded.process,
            numbers_until = excluded.numbers_until, beats = 0, beaten_at = now()
        """,
        config.node(),
        life.number(),
        config.node(),
        config.process(),
        life.numbersUntil().atOffset(ZoneOffset.UTC));
  }

  /**
   * A heartbeat of this node's own life; false if it is over.
   *
   * @param numbersUntil no number it gives is of a later moment
   */
  static boolean beat(Connection connection, int node, long life, Instant numbersUntil)
      throws SQLException {
    return change(
            connection,
            """
            UPDATE switch_lease SET beats = beats + 1, beaten_at = now(), numbers_until = ?
            WHERE node = ? AND life = ? AND held_by = node
            """,
            numbersUntil.atOffset(ZoneOffset.UTC),
            node,
            life)
        == 1;
  }

  /** The same for the life of another node; false if it is no longer this holder's to undo. */
  static boolean beatFor(Connection connection, TakenOver taken, int holder) throws SQLException {
    return change(
            connection,
            """
            UPDATE switch_lease SET beats = beats + 1, beaten_at = now()
            WHERE node = ? AND life = ? AND held_by = ?
            """,
            taken.node(),
            taken.life(),
            holder)
        == 1;
  }

  /** True if another process has begun a later life under this number. */
  static boolean begunElsewhere(Connection connection, LifeKeeper.Config config, long life)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT life > ? AND held_by IS NOT DISTINCT FROM node"
                + " AND process IS DISTINCT FROM ? FROM switch_lease WHERE node = ?")) {
      statement.setLong(1, life);
      statement.setObject(2, config.process());
      statement.setInt(3, config.node());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Every lease that somebody looks after. */
  static List<Lease> held(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT node, life, beats, held_by FROM switch_lease"
                    + " WHERE held_by IS NOT NULL ORDER BY node")) {
      List<Lease> leases = new ArrayList<>();
      while (row.next()) {
        leases.add(new Lease(row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4)));
      }
      return leases;
    }
  }

  /**
   * Ends the life of a node whose beats stand still. Waits for its units of work a moment only.
   *
   * @return empty if it has beaten after all, or another was faster
   */
  static Optional<TakenOver> takeOver(Connection connection, Lease seen, int taker)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(WAIT_A_MOMENT);
    }
    int won =
        change(
            connection,
            """
            UPDATE switch_lease
            SET life = life + 1, held_by = ?, beats = 0, beaten_at = now()
            WHERE node = ? AND life = ? AND beats = ? AND held_by IS NOT NULL
            """,
            taker,
            seen.node(),
            seen.life(),
            seen.beats());
    if (won == 0) {
      return Optional.empty();
    }
    takeBackAdvices(connection, seen.node());
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE switch_node SET life = life + 1 WHERE node = ?"
                + " RETURNING life, undecided_since")) {
      statement.setInt(1, seen.node());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return Optional.of(
            new TakenOver(
                seen.node(), row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()));
      }
    }
  }

  /**
   * True if what was taken over is still the taker's to undo; it stays so until this unit of work
   * has ended, so that nothing of a new life of that node is taken for what the old one left.
   */
  public static boolean stillHeld(Connection connection, TakenOver taken, int taker)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT FROM switch_lease WHERE node = ? AND life = ? AND held_by = ? FOR SHARE")) {
      statement.setInt(1, taken.node());
      statement.setLong(2, taken.life());
      statement.setInt(3, taker);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * All that a dead node left is undone.
   *
   * @param decidedBefore everything it received before is decided
   */
  static void finish(Connection connection, TakenOver taken, int taker, Instant decidedBefore)
      throws SQLException {
    if (letGo(connection, taken.node(), taken.life(), taker)) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "UPDATE switch_node SET undecided_since = greatest(undecided_since, ?)"
                  + " WHERE node = ? AND life = ?")) {
        statement.setObject(1, decidedBefore.atOffset(ZoneOffset.UTC));
        statement.setInt(2, taken.node());
        statement.setLong(3, taken.life());
        statement.executeUpdate();
      }
    }
  }

  /** Nothing is left to look after; false if it was no longer this holder's. */
  static boolean letGo(Connection connection, int node, long life, int holder) throws SQLException {
    return change(
            connection,
            "UPDATE switch_lease SET held_by = NULL, beaten_at = now()"
                + " WHERE node = ? AND life = ? AND held_by = ?",
            node,
            life,
            holder)
        == 1;
  }

  private static int change(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    }
  }
}
