package io.oneclear.store.journal.table;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/**
 * Binds a list of values as one array a column, in the order of the statement's parameters. A
 * statement then has the same text, and the server the same plan, for one row and for a thousand.
 */
public final class Columns<T> {

  private final PreparedStatement statement;
  private final List<T> values;
  private int next;

  public Columns(PreparedStatement statement, int first, List<T> values) {
    this.statement = statement;
    this.next = first;
    this.values = values;
  }

  public Columns<T> longs(Function<T, Long> column) throws SQLException {
    return bind("int8", column, new Long[values.size()]);
  }

  public Columns<T> integers(Function<T, Integer> column) throws SQLException {
    return bind("int4", column, new Integer[values.size()]);
  }

  public Columns<T> texts(Function<T, String> column) throws SQLException {
    return bind("text", column, new String[values.size()]);
  }

  /** Where rows stand, as the server wrote it. */
  public Columns<T> places(Function<T, String> column) throws SQLException {
    return bind("tid", column, new String[values.size()]);
  }

  public Columns<T> bytes(Function<T, byte[]> column) throws SQLException {
    return bind("bytea", column, new byte[values.size()][]);
  }

  /** As days since 1970; the statement adds them to that date. */
  public Columns<T> dates(Function<T, LocalDate> column) throws SQLException {
    return integers(value -> days(column.apply(value)));
  }

  /** As microseconds since 1970; the statement adds them to that moment. */
  public Columns<T> instants(Function<T, Instant> column) throws SQLException {
    return longs(value -> micros(column.apply(value)));
  }

  private static Integer days(LocalDate date) {
    return date == null ? null : Math.toIntExact(date.toEpochDay());
  }

  private static Long micros(Instant at) {
    return at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private <C> Columns<T> bind(String type, Function<T, C> column, C[] cells) throws SQLException {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = column.apply(values.get(i));
    }
    Array array = statement.getConnection().createArrayOf(type, cells);
    statement.setArray(next++, array);
    return this;
  }

  /** Number of the first parameter after those bound. */
  public int next() {
    return next;
  }
}
