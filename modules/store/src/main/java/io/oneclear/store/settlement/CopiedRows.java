package io.oneclear.store.settlement;

import io.oneclear.settlement.SettlementException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows of a query as they come out of {@code COPY}, binary format. Cheaper than a cursor for those
 * who want every row: no statement parameters, the columns are taken one after the other, and the
 * server may read in parallel.
 */
final class CopiedRows implements AutoCloseable {

  /** Timestamps count microseconds from 2000-01-01. */
  private static final long EPOCH_SECOND = 946_684_800L;

  private static final long MICROS = 1_000_000L;

  private final CopyOut copy;
  private byte[] row;
  private int at;
  private int column;
  private int columnLength;
  private boolean first = true;

  CopiedRows(Connection connection, String query) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
  }

  /** Goes to the next row; false if there is none. */
  boolean next() throws SQLException {
    row = copy.readFromCopy();
    at = first ? CopyRows.HEADER.length : 0;
    first = false;
    if (row != null && row.length == at) {
      // The format's head came alone.
      row = copy.readFromCopy();
      at = 0;
    }
    if (row == null || int16() < 0) {
      while (row != null) {
        row = copy.readFromCopy();
      }
      return false;
    }
    return true;
  }

  /** Takes the next column; false if it is null. */
  boolean take() {
    columnLength = int32();
    column = at;
    at += Math.max(0, columnLength);
    return columnLength >= 0;
  }

  int takeInt() {
    refuseNull(take());
    return intAt(column);
  }

  long takeLong() {
    refuseNull(take());
    return longAt(column);
  }

  Long takeLongOrNull() {
    return take() ? longAt(column) : null;
  }

  /** Hands the next column on as it is. */
  void copy(CopyRows into) {
    if (take()) {
      into.add(row, column, columnLength);
    } else {
      into.addNull();
    }
  }

  /** Hands a bigint on and says what it is. */
  long copyLong(CopyRows into) {
    copy(into);
    return longAt(column);
  }

  /** Hands a text that is not null on and says what it is. */
  String copyText(CopyRows into) {
    copy(into);
    return new String(row, column, columnLength, StandardCharsets.UTF_8);
  }

  boolean takeBoolean() {
    refuseNull(take());
    return row[column] != 0;
  }

  /** Null if the column is. */
  String takeText() {
    return take() ? new String(row, column, columnLength, StandardCharsets.UTF_8) : null;
  }

  Instant takeInstant() {
    long micros = takeLong();
    return Instant.ofEpochSecond(
        EPOCH_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  private static void refuseNull(boolean there) {
    if (!there) {
      throw new IllegalStateException("a column that is never null is null");
    }
  }

  private int int16() {
    at += 2;
    return (short) CopyRows.INT16.get(row, at - 2);
  }

  private int int32() {
    at += 4;
    return intAt(at - 4);
  }

  private int intAt(int start) {
    return (int) CopyRows.INT32.get(row, start);
  }

  private long longAt(int start) {
    return (long) CopyRows.INT64.get(row, start);
  }

  /** Gives up what was not read. */
  @Override
  public void close() {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      throw new SettlementException("a COPY could not be given up", e);
    }
  }
}
