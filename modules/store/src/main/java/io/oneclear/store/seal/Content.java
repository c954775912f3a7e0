package io.oneclear.store.seal;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Values one after the other as bytes, so that no two lists of values give the same bytes: each has
 * a mark for what it is, and its length if that varies. What a row's columns were when they were
 * written, and what they are when they are read, come to the same. For one thread.
 */
public final class Content {

  private static final int NULL = 0;
  private static final int NUMBER = 1;
  private static final int TEXT = 2;
  private static final int BYTES = 3;
  private static final int FIRST_SIZE = 1_024;
  private static final int LAST_YEAR = 9_999;

  private final SealKey key;
  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  public Content(SealKey key) {
    this.key = key;
  }

  /**
   * Begins anew.
   *
   * @param kind what is sealed: the same values of another kind have another seal
   */
  public Content begin(String kind) {
    length = 0;
    return text(kind);
  }

  /** Null if absent. */
  public Content number(Long value) {
    return value == null ? none() : number(value.longValue());
  }

  public Content number(Integer value) {
    return value == null ? none() : number(value.longValue());
  }

  public Content number(long value) {
    room(1 + Long.BYTES);
    bytes[length++] = NUMBER;
    put(value, Long.BYTES);
    return this;
  }

  public Content text(String value) {
    if (value == null) {
      return none();
    }
    int characters = value.length();
    room(1 + Integer.BYTES + characters);
    int start = length;
    bytes[length++] = TEXT;
    put(characters, Integer.BYTES);
    for (int i = 0; i < characters; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        length = start;
        return raw(TEXT, value.getBytes(StandardCharsets.UTF_8));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  public Content bytes(byte[] value) {
    return value == null ? none() : raw(BYTES, value);
  }

  /** As days since 1970. */
  public Content date(LocalDate value) {
    return value == null ? none() : number(value.toEpochDay());
  }

  /** As microseconds since 1970, as the database keeps it. */
  public Content instant(Instant value) {
    return value == null ? none() : number(ChronoUnit.MICROS.between(Instant.EPOCH, value));
  }

  /**
   * The first columns of a row as they stand in the database.
   *
   * @param types of them, as {@link #types} finds
   */
  public Content columns(ResultSet row, int[] types) throws SQLException {
    for (int column = 1; column <= types.length; column++) {
      switch (types[column - 1]) {
        case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> {
          long value = row.getLong(column);
          number(row.wasNull() ? null : (Long) value);
        }
        case Types.DATE -> date(row.getObject(column, LocalDate.class));
        case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
            moment(row.getObject(column, OffsetDateTime.class));
        case Types.BINARY -> bytes(row.getBytes(column));
        default -> text(row.getString(column));
      }
    }
    return this;
  }

  /** The types of the first so many columns. */
  public static int[] types(ResultSet rows, int count) throws SQLException {
    int[] types = new int[count];
    for (int column = 1; column <= count; column++) {
      types[column - 1] = rows.getMetaData().getColumnType(column);
    }
    return types;
  }

  /** Also one that no program of ours would write. */
  private void moment(OffsetDateTime value) {
    if (value == null) {
      none();
    } else if (Math.abs(value.getYear()) > LAST_YEAR) {
      text(value.toString());
    } else {
      instant(value.toInstant());
    }
  }

  public Sealed sealed() {
    return Sealed.of(mac());
  }

  /** All 32 bytes. */
  public byte[] mac() {
    return key.mac(bytes, length);
  }

  private Content none() {
    room(1);
    bytes[length++] = NULL;
    return this;
  }

  private Content raw(int mark, byte[] value) {
    room(1 + Integer.BYTES + value.length);
    bytes[length++] = (byte) mark;
    put(value.length, Integer.BYTES);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  private void put(long value, int size) {
    for (int i = size - 1; i >= 0; i--) {
      bytes[length++] = (byte) (value >>> (i * Byte.SIZE));
    }
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
