package io.oneclear.bench.fill;

import io.oneclear.store.journal.chain.Chain;
import io.oneclear.store.journal.chain.Changes;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Sealed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes pieces of the past, each a unit of work with its link in the chain. For one thread. */
final class Lane {

  private static final int NO_NODE = 0;

  private final Connection connection;
  private final SealKey key;
  private final RowSeals seals;
  private final Purchases purchases;

  Lane(Connection connection, SealKey key, Purchases purchases) throws SQLException {
    this.connection = connection;
    this.key = key;
    this.seals = new RowSeals(key);
    this.purchases = purchases;
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // What a power failure takes away is made again: nothing is filled by halves.
      statement.execute("SET synchronous_commit = off");
    }
    connection.commit();
  }

  /** The purchases of these numbers. */
  void write(long from, long until) throws SQLException {
    Changes changes = new Changes();
    try (PurchaseRows rows = new PurchaseRows(connection)) {
      for (long number = from; number < until; number++) {
        Row row = purchases.row(number);
        Sealed sealed = seals.of(row);
        rows.add(row, sealed.seal());
        changes.inserted(RowSeals.month(row), sealed.weight());
      }
      long in = rows.finish();
      if (in != until - from) {
        throw new IllegalStateException(in + " rows are in of " + (until - from));
      }
    }
    Chain.appendBeside(key, connection, NO_NODE, changes);
    connection.commit();
  }
}
