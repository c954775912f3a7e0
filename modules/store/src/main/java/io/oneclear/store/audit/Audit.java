package io.oneclear.store.audit;

import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks the money rules on the live database, without stopping it. */
public final class Audit {

  private final Database database;
  private final List<MoneyRules> rules;

  /**
   * @param rules of every room, in the order of the report
   */
  public Audit(Database database, List<MoneyRules> rules) {
    this.database = database;
    this.rules = List.copyOf(rules);
  }

  /**
   * @return one finding per rule checked
   * @throws StoreException if the database cannot be read
   */
  public List<Finding> run() {
    try (Snapshot snapshot = Snapshot.take(database)) {
      List<Finding> findings = new ArrayList<>();
      for (MoneyRules room : rules) {
        findings.addAll(room.check(snapshot));
      }
      return findings;
    } catch (SQLException e) {
      throw new StoreException("the audit could not be run", StoreException.of(e));
    }
  }
}
