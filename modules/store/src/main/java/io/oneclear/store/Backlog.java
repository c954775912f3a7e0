package io.oneclear.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;

/**
 * What store-and-forward still has to do. Asked at every scrape, so it is counted from indexes and
 * costs the same however long the journal is.
 *
 * @param waiting advices no scheme has accepted yet
 * @param parked advices given up on: a person has to look
 */
public record Backlog(long waiting, long parked) {

  /**
   * Asks now.
   *
   * @throws StoreException if the database cannot be read
   */
  public static Backlog of(Database database) {
    return database.unitOfWork(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      """
                      SELECT (SELECT count(*) FROM store_and_forward WHERE state = 'QUEUED'),
                          (SELECT count(*) FROM store_and_forward WHERE state = 'PARKED')
                      """);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2));
          }
        });
  }

  /**
   * Nothing waits and no transaction is without an outcome; what is parked waits for a person.
   * Looks at the journal since the nodes' watermarks, before which everything is decided.
   *
   * @throws StoreException if the database cannot be read
   */
  public static boolean drained(Database database) {
    return database.unitOfWork(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      """
                      SELECT NOT EXISTS (SELECT FROM store_and_forward WHERE state = 'QUEUED')
                          AND NOT EXISTS (SELECT FROM card_transaction WHERE state = 'SENT'
                              AND received_at >= (SELECT min(undecided_since) FROM switch_node))
                      """);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }
}
