package io.oneclear.store.settlement;

import java.sql.SQLException;
import java.time.LocalDate;

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

  void attach(Sql sql) throws SQLException {
    sql.run(
        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN ('%s')".formatted(parent, name(), date));
    sql.run("ALTER TABLE " + name() + " DROP CONSTRAINT of_the_date");
  }

  void analyze(Sql sql) throws SQLException {
    sql.analyze(name());
  }
}
