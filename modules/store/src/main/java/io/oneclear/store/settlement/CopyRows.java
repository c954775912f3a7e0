package io.oneclear.store.settlement;

import io.oneclear.settlement.SettlementException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by {@code COPY}, text format. */
final class CopyRows implements AutoCloseable {

  private static final int FLUSH_AT = 1 << 16;

  private final CopyIn copy;
  private final StringBuilder rows = new StringBuilder(FLUSH_AT + 1024);
  private boolean firstColumn = true;

  /**
   * @param into table and columns
   */
  CopyRows(Connection connection, String into) throws SQLException {
    copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + into + " FROM STDIN");
  }

  CopyRows add(long number) {
    next();
    rows.append(number);
    return this;
  }

  /** Null is null. */
  CopyRows add(Long number) {
    next();
    rows.append(number == null ? "\\N" : number.toString());
    return this;
  }

  CopyRows add(String text) {
    next();
    if (text == null) {
      rows.append("\\N");
      return this;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
    return this;
  }

  private void next() {
    if (!firstColumn) {
      rows.append('\t');
    }
    firstColumn = false;
  }

  void endRow() throws SQLException {
    rows.append('\n');
    firstColumn = true;
    if (rows.length() >= FLUSH_AT) {
      flush();
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }

  /** Rows that are in. */
  long finish() throws SQLException {
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
