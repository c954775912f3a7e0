package io.oneclear.store.audit;

import java.sql.SQLException;
import java.util.List;

/**
 * A set of money rules that one room can prove on the database. {@link Audit} runs every set in one
 * read-only snapshot, so that the findings of all rooms speak of the same moment.
 */
public interface MoneyRules {

  /**
   * Checks the rules. Must not write.
   *
   * @param snapshot the moment the findings are to be about
   */
  List<Finding> check(Snapshot snapshot) throws SQLException;
}
