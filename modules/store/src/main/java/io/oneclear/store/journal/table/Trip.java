package io.oneclear.store.journal.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statements that go to the server together and are answered together, in one round trip instead of
 * one each. The server does them in their order, and after one that fails none.
 */
public final class Trip {

  /** One of the statements. */
  public interface Step {

    /** Its text, the same for every number of rows: the server prepares it once. */
    String sql();

    /**
     * Binds its parameters.
     *
     * @param first number of its first parameter
     * @return number of the first parameter after its own
     */
    int bind(PreparedStatement statement, int first) throws SQLException;

    /** Reads what it returned. Not called if it is not a statement that returns rows. */
    void read(ResultSet rows) throws SQLException;
  }

  /** Ends the unit of work; what an earlier step of the trip did is durable with it. */
  public static final Step COMMIT =
      new Step() {
        @Override
        public String sql() {
          return "COMMIT";
        }

        @Override
        public int bind(PreparedStatement statement, int first) {
          return first;
        }

        @Override
        public void read(ResultSet rows) {}
      };

  /**
   * Texts of trips, few in number. They are made once, and so is their hash, by which the driver
   * looks a statement up.
   */
  private static final Map<List<String>, String> TEXTS = new ConcurrentHashMap<>();

  private final List<Step> steps = new ArrayList<>();

  public Trip then(Step step) {
    steps.add(step);
    return this;
  }

  /** There and back. */
  public void go(Connection connection) throws SQLException {
    if (steps.isEmpty()) {
      return;
    }
    String sql =
        TEXTS.computeIfAbsent(
            steps.stream().map(Step::sql).toList(), texts -> String.join(";\n", texts));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      for (Step step : steps) {
        next = step.bind(statement, next);
      }
      boolean returnsRows = statement.execute();
      for (Step step : steps) {
        if (returnsRows) {
          try (ResultSet rows = statement.getResultSet()) {
            step.read(rows);
          }
        }
        returnsRows = statement.getMoreResults();
      }
    }
  }
}
