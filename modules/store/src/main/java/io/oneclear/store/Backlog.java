package io.oneclear.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;

/**
 * What store-and-forward still has to do.
 *
 * @param waiting advices no scheme has accepted yet
 * @param parked advices given up on: a person has to look
 * @param undecided transactions without an outcome
 */
public record Backlog(long waiting, long parked, long undecided) {

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
                          (SELECT count(*) FROM store_and_forward WHERE state = 'PARKED'),
                          (SELECT count(*) FROM card_transaction WHERE state = 'SENT')
                      """);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2), row.getLong(3));
          }
        });
  }

  /** Nothing waits and nothing is undecided; what is parked waits for a person. */
  public boolean drained() {
    return waiting == 0 && undecided == 0;
  }
}
