package io.oneclear.bench.peer.q2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.oneclear.bench.peer.q2.Numbers.Stamp;
import io.oneclear.bench.peer.q2.TranLog.Earlier;
import io.oneclear.bench.peer.q2.TranLog.Outcome;
import io.oneclear.store.DatabaseConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One table with a primary key and no other index. Each statement is a unit of work of its own, and
 * on disk when the call returns. The table starts empty: what an earlier run left is dropped.
 */
public final class TransactionLog implements AutoCloseable {

  /** Rows leave a third of their page free, so that the outcome finds room beside its row (HOT). */
  private static final String TABLE =
      """
      CREATE SCHEMA IF NOT EXISTS peer;
      DROP TABLE IF EXISTS peer.tranlog;
      CREATE TABLE peer.tranlog (
        terminal           text        NOT NULL,
        batch              integer     NOT NULL,
        trace              integer     NOT NULL,
        merchant           text        NOT NULL,
        processing_code    text        NOT NULL,
        amount             bigint      NOT NULL,
        masked_pan         text        NOT NULL,
        entry_mode         text        NOT NULL,
        scheme_trace       text        NOT NULL,
        local_date         text        NOT NULL,
        local_time         text        NOT NULL,
        rrn                text        NOT NULL,
        received_at        timestamptz NOT NULL DEFAULT now(),
        response_code      text,
        authorization_code text,
        settlement_date    text,
        issuer             text,
        answered_at        timestamptz,
        PRIMARY KEY (terminal, batch, trace)
      ) WITH (fillfactor = 67)
      """;

  private static final String INSERT =
      """
      INSERT INTO peer.tranlog (terminal, batch, trace, merchant, processing_code, amount,
        masked_pan, entry_mode, scheme_trace, local_date, local_time, rrn)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String DECIDE =
      """
      UPDATE peer.tranlog
      SET response_code = ?, authorization_code = ?, settlement_date = ?, issuer = ?,
        answered_at = now()
      WHERE terminal = ? AND batch = ? AND trace = ? AND response_code IS NULL
      """;

  private static final String FIND =
      """
      SELECT amount, masked_pan, scheme_trace, local_date, local_time, rrn, response_code,
        authorization_code, settlement_date, issuer
      FROM peer.tranlog WHERE terminal = ? AND batch = ? AND trace = ?
      """;

  private final HikariDataSource pool;

  private TransactionLog(HikariDataSource pool) {
    this.pool = pool;
  }

  static TransactionLog open(DatabaseConfig database, int connections) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tranlog");
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    // Under overload a transaction waits here; it must not give up before its terminal does.
    config.setConnectionTimeout(30_000);
    TransactionLog log = new TransactionLog(new HikariDataSource(config));
    try (Connection connection = log.pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    return log;
  }

  /** False if there is one under this key already. */
  boolean insert(TranLog row) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, row.terminal());
      insert.setInt(2, row.batch());
      insert.setInt(3, row.trace());
      insert.setString(4, row.merchant());
      insert.setString(5, row.processingCode());
      insert.setLong(6, row.fen());
      insert.setString(7, row.maskedPan());
      insert.setString(8, row.entryMode());
      insert.setString(9, row.stamp().trace());
      insert.setString(10, row.stamp().date());
      insert.setString(11, row.stamp().time());
      insert.setString(12, row.stamp().rrn());
      return insert.executeUpdate() == 1;
    }
  }

  /** False if it was decided before. */
  boolean decide(TranLog row, Outcome outcome) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement update = connection.prepareStatement(DECIDE)) {
      update.setString(1, outcome.code());
      update.setString(2, outcome.authorizationCode());
      update.setString(3, outcome.settlementDate());
      update.setString(4, outcome.issuer());
      key(update, 5, row);
      return update.executeUpdate() == 1;
    }
  }

  /** What stands under the key of this row. */
  Earlier find(TranLog row) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      key(select, 1, row);
      try (ResultSet found = select.executeQuery()) {
        if (!found.next()) {
          throw new SQLException("a row that was in the way is not there");
        }
        Stamp stamp =
            new Stamp(
                found.getString(3), found.getString(4), found.getString(5), found.getString(6));
        String code = found.getString(7);
        Outcome outcome =
            code == null
                ? null
                : new Outcome(code, found.getString(8), found.getString(9), found.getString(10));
        return new Earlier(found.getLong(1), found.getString(2), stamp, outcome);
      }
    }
  }

  private static void key(PreparedStatement statement, int from, TranLog row) throws SQLException {
    statement.setString(from, row.terminal());
    statement.setInt(from + 1, row.batch());
    statement.setInt(from + 2, row.trace());
  }

  @Override
  public void close() {
    pool.close();
  }
}
