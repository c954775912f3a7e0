package io.oneclear.store.administration;

import io.oneclear.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Open items: differences with an owner, which a person works to an end. Ending one says how, is
 * written into the log of administration, and lets money go that was held because of it.
 */
public final class ItemDesk {

  private static final String LIST =
      """
      SELECT id, kind, subject, merchant_id, business_date, amount_fen, owner, text, state,
          opened_at, resolution
      FROM open_item WHERE state = ? AND (?::text IS NULL OR kind = ?)
      ORDER BY CASE state WHEN 'OPEN' THEN id ELSE -id END LIMIT ?
      """;

  /** A parked advice still waits for a decision of its own: to be sent again, or given up. */
  private static final String LOCK =
      """
      SELECT i.id, i.kind, i.state, i.subject, EXISTS (
          SELECT FROM store_and_forward s
          WHERE i.kind = 'PARKED_ADVICE' AND s.id::text = i.subject AND s.state = 'PARKED')
      FROM open_item i WHERE i.id = ANY (?) ORDER BY i.id FOR UPDATE OF i
      """;

  private static final String CLOSE =
      "UPDATE open_item SET state = 'CLOSED', closed_at = ?, resolution = ?"
          + " WHERE id = ? AND state = 'OPEN'";

  private final Database database;
  private final InstantSource clock;

  public ItemDesk(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Where an item stands. */
  public enum State {
    OPEN,
    CLOSED
  }

  /**
   * An item.
   *
   * @param merchant null if it is about none
   * @param date business date; null if it is about none
   * @param amountFen null if it has none
   * @param resolution how it ended; null while it is open
   */
  public record Item(
      long id,
      String kind,
      String subject,
      String merchant,
      LocalDate date,
      Long amountFen,
      String owner,
      String text,
      State state,
      Instant openedAt,
      String resolution) {}

  private record Locked(long id, String kind, String state, String subject, boolean parked) {}

  /**
   * Items in a state: the oldest that are open, or the latest that are closed.
   *
   * @param kind only these
   */
  public List<Item> list(State state, Optional<String> kind, int limit) {
    return database.unitOfWork(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, state.name());
            statement.setString(2, kind.orElse(null));
            statement.setString(3, kind.orElse(null));
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
              List<Item> items = new ArrayList<>();
              while (row.next()) {
                items.add(item(row));
              }
              return items;
            }
          }
        });
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("merchant_id"),
        row.getObject("business_date", LocalDate.class),
        row.getObject("amount_fen", Long.class),
        row.getString("owner"),
        row.getString("text"),
        State.valueOf(row.getString("state")),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getString("resolution"));
  }

  /**
   * Ends open items: all of them or none.
   *
   * @return why not, a line for each that cannot be ended; empty if all were
   */
  public List<String> resolve(Set<Long> ids, Signature by) {
    return database.unitOfWork(
        connection -> {
          List<Locked> items = lock(connection, ids);
          List<String> problems = problems(ids, items);
          if (problems.isEmpty()) {
            Instant now = clock.instant();
            for (Locked item : items) {
              close(connection, item, now, by);
            }
          }
          return problems;
        });
  }

  private static List<Locked> lock(Connection connection, Set<Long> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        List<Locked> items = new ArrayList<>();
        while (row.next()) {
          items.add(
              new Locked(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getBoolean(5)));
        }
        return items;
      }
    }
  }

  private static List<String> problems(Set<Long> ids, List<Locked> items) {
    List<String> problems = new ArrayList<>();
    Set<Long> unknown = new TreeSet<>(ids);
    for (Locked item : items) {
      unknown.remove(item.id);
      if (!item.state.equals(State.OPEN.name())) {
        problems.add(item.id + " is " + item.state);
      } else if (item.parked) {
        problems.add(
            "%d is about advice %s, which is parked: requeue or skip that first"
                .formatted(item.id, item.subject));
      }
    }
    unknown.forEach(id -> problems.add("there is no item " + id));
    return problems;
  }

  private void close(Connection connection, Locked item, Instant now, Signature by)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setString(2, by.who() + ": " + by.reason());
      statement.setLong(3, item.id);
      statement.executeUpdate();
    }
    new AdministrationLog(connection, database.sealKey())
        .add(
            new AdministrationLog.Entry(
                now,
                "ITEM_RESOLVED",
                Long.toString(item.id),
                State.OPEN.name(),
                State.CLOSED.name()),
            by);
  }
}
