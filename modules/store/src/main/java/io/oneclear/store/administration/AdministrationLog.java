package io.oneclear.store.administration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What people did to the data. An entry is durable together with what it tells of, or neither is.
 */
public final class AdministrationLog {

  private final Connection connection;

  /**
   * @param connection the one that makes the change, inside its database transaction
   */
  public AdministrationLog(Connection connection) {
    this.connection = connection;
  }

  /**
   * What was done.
   *
   * @param what kind of deed, in capitals
   * @param subject what it was done to
   * @param before how that stood
   * @param after how it stands now
   */
  public record Entry(Instant at, String what, String subject, String before, String after) {}

  public void add(Entry entry, Signature by) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO administration_log (at, who, what, subject, reason, state_before, state_after)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)) {
      statement.setObject(1, entry.at().atOffset(ZoneOffset.UTC));
      statement.setString(2, by.who());
      statement.setString(3, entry.what());
      statement.setString(4, entry.subject());
      statement.setString(5, by.reason());
      statement.setString(6, entry.before());
      statement.setString(7, entry.after());
      statement.executeUpdate();
    }
  }
}
