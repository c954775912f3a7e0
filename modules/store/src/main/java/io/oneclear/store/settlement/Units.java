package io.oneclear.store.settlement;

import io.oneclear.settlement.Checkpoint;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.SettlementException;
import io.oneclear.settlement.StepMark;
import io.oneclear.store.seal.SealKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;

/** Units of work of settlement. */
final class Units {

  /** Sorts and hashes of a whole day in memory, within reason. */
  private static final String WORK_MEMORY = "SET LOCAL work_mem = '128MB'";

  private final DataSource dataSource;
  private final LedgerChain ledger;
  private final InstantSource clock;
  private final Checkpoint checkpoint;

  Units(DataSource dataSource, SealKey key, InstantSource clock, Checkpoint checkpoint) {
    this.dataSource = dataSource;
    this.ledger = new LedgerChain(key);
    this.clock = clock;
    this.checkpoint = checkpoint;
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** One database transaction: committed if the work returns, rolled back if it throws. */
  <T> T unit(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Sql sql = new Sql(connection);
        sql.run(WORK_MEMORY);
        T result = work.with(sql);
        ledger.append(sql);
        connection.commit();
        return result;
      } finally {
        // After a commit this does nothing.
        connection.rollback();
      }
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  /** A step: the work and its mark in one unit, with every other unit of the date kept out. */
  <T> T step(StepMark mark, StepWork<T> work) {
    T result =
        unit(
            sql -> {
              lockUndone(sql, mark);
              Done<T> done = work.with(sql);
              markDone(sql, mark, done.rows());
              checkpoint.reached(mark.step() + ":before-commit");
              return done.result();
            });
    checkpoint.reached(mark.step() + ":after-commit");
    return result;
  }

  /** A part of a step that is committed before the step is done. */
  <T> T part(StepMark mark, String name, Work<T> work) {
    T result =
        unit(
            sql -> {
              lockUndone(sql, mark);
              return work.with(sql);
            });
    checkpoint.reached(mark.step() + ":" + name);
    return result;
  }

  /** The process is at a place of a step that is in none of the units here. */
  void reached(StepMark mark, String place) {
    checkpoint.reached(mark.step() + ":" + place);
  }

  /**
   * Begins to fill tables of the date from several connections, after removing what an earlier
   * filling left.
   *
   * @return number of the filling, for its {@link #lane}s
   */
  int beginFilling(StepMark mark, Work<Void> prepare) {
    int filling =
        unit(
            sql -> {
              lockUndone(sql, mark);
              prepare.with(sql);
              return (int)
                  sql.number(
                      "UPDATE settlement_day SET filling = filling + 1 WHERE business_date = ?"
                          + " RETURNING filling",
                      mark.date());
            });
    checkpoint.reached(mark.step() + ":filling-begun");
    return filling;
  }

  /** One of several units that fill tables of the date at the same time. */
  <T> T lane(StepMark mark, int filling, Work<T> work) {
    T result =
        unit(
            sql -> {
              refuseUnlessCurrent(sql, mark, filling);
              T done = work.with(sql);
              checkpoint.reached(mark.step() + ":lane-before-commit");
              return done;
            });
    checkpoint.reached(mark.step() + ":lane-committed");
    return result;
  }

  /**
   * Refuses when the tables are being filled anew, and keeps that from beginning before this unit
   * ends. Asked by each lane, and by the unit that attaches what the lanes filled.
   */
  static void refuseUnlessCurrent(Sql sql, StepMark mark, int filling) throws SQLException {
    long current =
        sql.number(
            "SELECT filling FROM settlement_day WHERE business_date = ? FOR SHARE", mark.date());
    if (current != filling) {
      throw new RefusedException(mark.step() + " of " + mark.date() + " began anew");
    }
  }

  private static void lockUndone(Sql sql, StepMark mark) throws SQLException {
    lockDay(sql, mark.date());
    long done =
        sql.number(
            "SELECT count(*) FROM settlement_step WHERE business_date = ? AND step = ?",
            mark.date(),
            mark.step());
    if (done > 0) {
      throw new RefusedException(mark.step() + " of " + mark.date() + " was done meanwhile");
    }
  }

  static void lockDay(Sql sql, LocalDate date) throws SQLException {
    sql.first(
        row -> row.getObject(1),
        "SELECT business_date FROM settlement_day WHERE business_date = ? FOR UPDATE",
        date);
  }

  void markDone(Sql sql, StepMark mark, long rows) throws SQLException {
    sql.update(
        """
        INSERT INTO settlement_step (business_date, step, rows, started_at, finished_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        mark.date(),
        mark.step(),
        rows,
        mark.startedAt(),
        clock.instant());
  }

  /**
   * Keeps state and message of the server, not the row it may quote: that could name an account.
   */
  static SettlementException broken(SQLException e) {
    if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
      return new SettlementException(
          e.getSQLState() + ": " + server.getServerErrorMessage().getMessage(), null);
    }
    return new SettlementException(e.getSQLState() + ": " + e.getMessage(), e);
  }

  /** Done inside a unit of work. */
  @FunctionalInterface
  interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  /** Done inside a step's unit of work. */
  @FunctionalInterface
  interface StepWork<T> {
    Done<T> with(Sql sql) throws SQLException;
  }

  /** What a step came to. */
  record Done<T>(long rows, T result) {}
}
