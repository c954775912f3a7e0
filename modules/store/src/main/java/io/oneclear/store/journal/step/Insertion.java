package io.oneclear.store.journal.step;

import io.oneclear.store.journal.chain.Changes;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.table.Columns;
import io.oneclear.store.journal.table.InsertColumns;
import io.oneclear.store.journal.table.InsertColumns.NewRow;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.store.journal.table.Statements;
import io.oneclear.store.journal.table.Trip;
import io.oneclear.store.seal.Sealed;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Inserts rows; one whose key is there already is left alone. */
public final class Insertion implements Trip.Step {

  private record Made(Sealed sealed, LocalDate month) {}

  private final List<NewRow> rows;
  private final LocalDate businessDate;
  private final int node;
  private final RowSeals seals;
  private final Changes changes;
  private final Map<RowId, Made> made;
  private final Map<RowId, Standing> standings;

  /**
   * @param changes what it inserted is added to them
   */
  public Insertion(
      List<NewRow> rows, LocalDate businessDate, int node, RowSeals seals, Changes changes) {
    this.rows =
        rows.stream().sorted(Comparator.comparing(row -> row.intent().key(), Keys.ORDER)).toList();
    this.businessDate = businessDate;
    this.node = node;
    this.seals = seals;
    this.changes = changes;
    this.made = HashMap.newHashMap(rows.size());
    this.standings = HashMap.newHashMap(rows.size());
  }

  @Override
  public String sql() {
    return Statements.INSERT;
  }

  @Override
  public int bind(PreparedStatement statement, int first) throws SQLException {
    for (NewRow each : rows) {
      Row row = each.row(businessDate, node);
      made.put(new RowId(each.intent().id()), new Made(seals.of(row), RowSeals.month(row)));
    }
    statement.setObject(first, businessDate);
    statement.setInt(first + 1, node);
    return InsertColumns.bind(new Columns<>(statement, first + 2, rows))
        .bytes(row -> made.get(new RowId(row.intent().id())).sealed.seal())
        .next();
  }

  @Override
  public void read(ResultSet inserted) throws SQLException {
    while (inserted.next()) {
      RowId id = new RowId(inserted.getLong(1));
      Made row = made.get(id);
      standings.put(id, new Standing(inserted.getString(2), row.sealed.weight()));
      changes.inserted(row.month, row.sealed.weight());
    }
  }

  /** Those inserted, and how each stands. */
  public Map<RowId, Standing> standings() {
    return standings;
  }
}
