package io.oneclear.store.settlement;

import io.oneclear.settlement.SettlementException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by {@code COPY}, binary format: every value in the width its
 * column has.
 */
final class CopyRows implements AutoCloseable {

  private static final int FLUSH_AT = 1 << 16;
  private static final int NULL = -1;

  /** Stands where the next row would say how many columns it has. */
  private static final int END = -1;

  /** Signature, flags and length of the extension of the format. */
  static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** How numbers stand in the format. */
  static final VarHandle INT16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Dates count from here. */
  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

  private final CopyIn copy;
  private final int columns;
  private byte[] rows = new byte[FLUSH_AT + (FLUSH_AT >> 2)];
  private int length;

  /**
   * @param columns comma-separated, in the order of the values of a row
   */
  CopyRows(Connection connection, String table, String columns) throws SQLException {
    this.columns = (int) columns.chars().filter(c -> c == ',').count() + 1;
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table, columns));
    System.arraycopy(HEADER, 0, rows, 0, HEADER.length);
    length = HEADER.length;
  }

  static int days(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(EPOCH, date);
  }

  /** UTF-8, for values that come again and again. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  CopyRows beginRow() throws SQLException {
    if (length >= FLUSH_AT) {
      flush();
    }
    int16(columns);
    return this;
  }

  /** Of an integer or a date column ({@link #days}). */
  CopyRows addInt(int number) {
    reserve(8);
    int32(Integer.BYTES);
    int32(number);
    return this;
  }

  CopyRows addLong(long number) {
    reserve(12);
    int32(Long.BYTES);
    INT64.set(rows, length, number);
    length += Long.BYTES;
    return this;
  }

  CopyRows addNull() {
    reserve(4);
    int32(NULL);
    return this;
  }

  /** Null is null. */
  CopyRows addText(String text) {
    return text == null ? addNull() : addText(bytes(text));
  }

  CopyRows addText(byte[] utf8) {
    return add(utf8, 0, utf8.length);
  }

  /** A value of any type in its binary form. */
  CopyRows add(byte[] bytes, int from, int count) {
    reserve(4 + count);
    int32(count);
    System.arraycopy(bytes, from, rows, length, count);
    length += count;
    return this;
  }

  private void reserve(int more) {
    if (length + more > rows.length) {
      rows = Arrays.copyOf(rows, Math.max(2 * rows.length, length + more));
    }
  }

  private void int16(int number) {
    reserve(Short.BYTES);
    INT16.set(rows, length, (short) number);
    length += Short.BYTES;
  }

  private void int32(int number) {
    INT32.set(rows, length, number);
    length += Integer.BYTES;
  }

  private void flush() throws SQLException {
    copy.writeToCopy(rows, 0, length);
    length = 0;
  }

  /** Rows that are in. */
  long finish() throws SQLException {
    int16(END);
    flush();
    return copy.endCopy();
  }

  /** Gives up what was not finished. */
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
