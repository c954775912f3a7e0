package io.oneclear.store.journal.step;

import io.oneclear.store.journal.table.Statements;
import io.oneclear.store.journal.table.Trip;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** Finds the open business day and keeps it open; finds nothing if a life of a node is over. */
public final class BusinessDay implements Trip.Step {

  private final int node;
  private final long life;
  private LocalDate date;
  private String transactionId;

  public BusinessDay(int node, long life) {
    this.node = node;
    this.life = life;
  }

  @Override
  public String sql() {
    return Statements.OPEN;
  }

  @Override
  public int bind(PreparedStatement statement, int first) throws SQLException {
    statement.setInt(first, node);
    statement.setLong(first + 1, life);
    return first + 2;
  }

  @Override
  public void read(ResultSet row) throws SQLException {
    if (row.next()) {
      date = row.getObject(1, LocalDate.class);
      transactionId = row.getString(2);
    }
  }

  /** False if the life is over. */
  public boolean found() {
    return date != null;
  }

  public LocalDate date() {
    return date;
  }

  /** Name of the database transaction. */
  public String transactionId() {
    return transactionId;
  }
}
