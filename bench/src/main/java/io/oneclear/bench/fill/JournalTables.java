package io.oneclear.bench.fill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The journal's months, before and after they are filled. As their owner. */
record JournalTables(Connection owner) {

  private static final String MONTHS =
      """
      SELECT inhrelid::regclass::text FROM pg_inherits
      WHERE inhparent = 'card_transaction'::regclass ORDER BY 1
      """;

  private static final String SIZES =
      """
      SELECT sum(pg_table_size(inhrelid)), sum(pg_indexes_size(inhrelid)) FROM pg_inherits
      WHERE inhparent = 'card_transaction'::regclass
      """;

  LocalDate openDay() throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery("SELECT open_date FROM business_day")) {
      row.next();
      return row.getObject(1, LocalDate.class);
    }
  }

  /** Makes the months; nobody tidies them up while they grow. */
  void prepare(LocalDate firstDay, LocalDate lastDay) throws SQLException {
    try (PreparedStatement statement =
        owner.prepareStatement("SELECT make_card_transaction_months(?, ?)")) {
      statement.setObject(1, firstDay);
      statement.setObject(2, lastDay);
      statement.execute();
    }
    forEachMonth("ALTER TABLE %s SET (autovacuum_enabled = false)");
  }

  /** As they are when vacuum has been by and all is on disk. */
  void settle() throws SQLException {
    forEachMonth("VACUUM (BUFFER_USAGE_LIMIT '32MB') %s");
    forEachMonth("ALTER TABLE %s RESET (autovacuum_enabled)");
    try (Statement statement = owner.createStatement()) {
      statement.execute("ANALYZE card_transaction");
      statement.execute("CHECKPOINT");
    }
  }

  long tableBytes() throws SQLException {
    return size(1);
  }

  long indexBytes() throws SQLException {
    return size(2);
  }

  private long size(int column) throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(SIZES)) {
      row.next();
      return row.getLong(column);
    }
  }

  private void forEachMonth(String command) throws SQLException {
    List<String> months = new ArrayList<>();
    try (Statement statement = owner.createStatement()) {
      try (ResultSet row = statement.executeQuery(MONTHS)) {
        while (row.next()) {
          months.add(row.getString(1));
        }
      }
      for (String month : months) {
        statement.execute(command.formatted(month));
      }
    }
  }
}
