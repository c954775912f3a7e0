package io.oneclear.store.administration;

import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What people did to the data. An entry is durable together with what it tells of, or neither is.
 */
public final class AdministrationLog {

  private final Connection connection;
  private final SealKey key;

  /**
   * @param connection the one that makes the change, inside its database transaction
   * @param key of the log's hash chain
   */
  public AdministrationLog(Connection connection, SealKey key) {
    this.connection = connection;
    this.key = key;
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

  /** Entries follow one another: whoever adds one waits until who did before has committed. */
  public void add(Entry entry, Signature by) throws SQLException {
    long id = lockAndNumber();
    OffsetDateTime at = entry.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    byte[] hash =
        new Content(key)
            .begin("administration_log")
            .number(id)
            .instant(at.toInstant())
            .text(by.who())
            .text(entry.what())
            .text(entry.subject())
            .text(by.reason())
            .text(entry.before())
            .text(entry.after())
            .bytes(new AdministrationChain(key).last(connection))
            .mac();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO administration_log (id, at, who, what, subject, reason, state_before,
                state_after, hash) OVERRIDING SYSTEM VALUE
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      statement.setLong(1, id);
      statement.setObject(2, at);
      statement.setString(3, by.who());
      statement.setString(4, entry.what());
      statement.setString(5, entry.subject());
      statement.setString(6, by.reason());
      statement.setString(7, entry.before());
      statement.setString(8, entry.after());
      statement.setBytes(9, hash);
      statement.executeUpdate();
    }
  }

  private long lockAndNumber() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('administration_log'))");
      try (ResultSet row =
          statement.executeQuery(
              "SELECT nextval(pg_get_serial_sequence('administration_log', 'id'))")) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
