package io.oneclear.store.administration;

import io.oneclear.store.audit.Broken;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.MoneyRules;
import io.oneclear.store.audit.Snapshot;
import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * The hash chain of the administration's log: each entry bears a keyed hash over itself and the
 * hash of the one before. Entries from before the chain bear none; the first that does covers them.
 */
public final class AdministrationChain implements MoneyRules {

  static final byte[] NOTHING_BEFORE = new byte[0];

  private static final int COLUMNS = 8;
  private static final String ENTRIES =
      "SELECT id, at, who, what, subject, reason, state_before, state_after, hash"
          + " FROM administration_log WHERE id > ? ORDER BY id";

  private final SealKey key;

  public AdministrationChain(SealKey key) {
    this.key = key;
  }

  private record Head(long id, byte[] hash) {}

  /** Hash of the last entry. The log must be locked. */
  byte[] last(Connection connection) throws SQLException {
    Head sealed = new Head(0, NOTHING_BEFORE);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, hash FROM administration_log WHERE hash IS NOT NULL"
                    + " ORDER BY id DESC LIMIT 1")) {
      if (row.next()) {
        sealed = new Head(row.getLong(1), row.getBytes(2));
      }
    }
    return walk(connection, sealed, new Broken()).hash;
  }

  @Override
  public List<Finding> check(Snapshot snapshot) throws SQLException {
    Broken broken = new Broken();
    walk(snapshot.connection(), new Head(0, NOTHING_BEFORE), broken);
    long count;
    try (Statement statement = snapshot.connection().createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM administration_log")) {
      row.next();
      count = row.getLong(1);
    }
    return List.of(
        broken.ofHistory("every entry of the administration's log follows the one before", count));
  }

  private Head walk(Connection connection, Head from, Broken broken) throws SQLException {
    Content content = new Content(key);
    Head head = from;
    boolean sealed = from.hash.length > 0;
    try (var statement = connection.prepareStatement(ENTRIES)) {
      statement.setLong(1, from.id);
      try (ResultSet row = statement.executeQuery()) {
        int[] types = Content.types(row, COLUMNS);
        while (row.next()) {
          byte[] stored = row.getBytes("hash");
          byte[] hash =
              content.begin("administration_log").columns(row, types).bytes(head.hash).mac();
          if (stored == null ? sealed : !Arrays.equals(stored, hash)) {
            broken.found("entry %d, or what stood before it".formatted(row.getLong("id")));
          }
          sealed |= stored != null;
          head = new Head(row.getLong("id"), stored == null ? hash : stored);
        }
      }
    }
    return head;
  }
}
