package io.oneclear.store.journal;

import io.oneclear.switching.journal.RequestKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Writes how far back a recovery of this node would have to look. */
final class WatermarkOperation extends Operation<Void> {

  private final int node;
  private final Instant undecidedSince;

  WatermarkOperation(int node, Instant undecidedSince) {
    this.node = node;
    this.undecidedSince = undecidedSince;
  }

  @Override
  RequestKey key() {
    return null;
  }

  @Override
  List<RequestKey> touches() {
    return List.of();
  }

  @Override
  Void apply(UnitOfWork unit) throws SQLException {
    write(unit, "undecided_since = ?");
    return null;
  }

  /** Moves the mark back: the clock was set back, and a transaction is older than the mark. */
  static void moveBack(UnitOfWork unit, int node, Instant to) throws SQLException {
    new WatermarkOperation(node, to).write(unit, "undecided_since = least(undecided_since, ?)");
  }

  private void write(UnitOfWork unit, String set) throws SQLException {
    try (PreparedStatement statement =
        unit.connection().prepareStatement("UPDATE switch_node SET " + set + " WHERE node = ?")) {
      statement.setObject(1, undecidedSince.atOffset(ZoneOffset.UTC));
      statement.setInt(2, node);
      statement.executeUpdate();
    }
  }

  @Override
  void durable(Void nothing, Undecided undecided) {}
}
