package io.oneclear.store.settlement;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * The partition of one date, filled beside its parent and attached when it is whole. Until then
 * nobody reads it, and it may be filled from several connections.
 */
record DayTable(String parent, LocalDate date) {

  String name() {
    return parent + "_" + date.toString().replace('-', '_');
  }

  /** Removes what an interrupted filling left behind, attached or not. */
  void drop(Sql sql) throws SQLException {
    sql.run("DROP TABLE IF EXISTS " + name());
  }

  /**
   * Empty and without indexes. Its rows are of the date, so that attaching need not look at them.
   */
  void create(Sql sql) throws SQLException {
    drop(sql);
    sql.run(
        "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS, %s)"
            .formatted(name(), parent, ofTheDate()));
  }

  /** The constraint that {@link #attach} takes away again. */
  String ofTheDate() {
    return "CONSTRAINT of_the_date CHECK (business_date IS NOT NULL AND business_date = '%s')"
        .formatted(date);
  }

  /**
   * Statements that each make an index the parent has, the primary key's first. {@link #attach}
   * finds them there; one it does not find it makes itself, alone.
   */
  List<String> indexes(Sql sql) throws SQLException {
    return sql.list(
        row ->
            row.getString(1)
                .replaceFirst(
                    " INDEX .* ON ONLY .* USING ",
                    " INDEX %s ON %s USING ".formatted(name() + row.getString(2), name())),
        """
        SELECT pg_get_indexdef(indexrelid), CASE WHEN indisprimary THEN '_pkey' ELSE '_' || row_number() OVER (ORDER BY indexrelid) END
        FROM pg_index WHERE indrelid = ?::regclass ORDER BY indisprimary DESC, indexrelid
        """,
        parent);
  }

  /** Makes the index that was made for it the primary key. */
  void keyed(Sql sql) throws SQLException {
    sql.run("ALTER TABLE %1$s ADD PRIMARY KEY USING INDEX %1$s_pkey".formatted(name()));
  }

  void attach(Sql sql) throws SQLException {
    sql.run(
        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN ('%s')".formatted(parent, name(), date));
    sql.run("ALTER TABLE " + name() + " DROP CONSTRAINT of_the_date");
  }

  void analyze(Sql sql) throws SQLException {
    sql.analyze(name());
  }
}
