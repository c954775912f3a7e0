package io.oneclear.simulator.scheme.book;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lines column by column, with what a quotation mark stands for in its place. Hundreds of
 * thousands of lines are read at a start, so a column becomes a text or a number only when it is
 * asked for, and stays the same text while it is the same.
 *
 * <p>Lines of the dittoing kind refer to the last line of that kind; all others are on their own.
 */
public final class LineReader implements Closeable {

  private static final int SPACE = 1 << 20;

  private final InputStream in;
  private final byte dittoing;
  private final Column[] columns;

  /** Where the columns of the line end. */
  private final int[] stops;

  /** Columns point into it, so it is not written to again once lines were read from it. */
  private byte[] bytes = new byte[SPACE];

  private int at;
  private int end;
  private long position;
  private int count;
  private int lineFrom;
  private int lineTo;

  private LineReader(InputStream in, char dittoing, int columns) {
    this.in = in;
    this.dittoing = (byte) dittoing;
    this.columns = new Column[columns];
    this.stops = new int[columns];
    Arrays.setAll(this.columns, _ -> new Column());
  }

  /**
   * @param dittoing first letter of the lines whose columns may be quotation marks
   * @param columns the most such a line has
   */
  public static LineReader open(Path file, char dittoing, int columns) throws IOException {
    return new LineReader(Files.newInputStream(file), dittoing, columns);
  }

  /** Goes to the next line; false behind the last. What has no line end is no line. */
  public boolean next() throws IOException {
    int stop = split();
    while (stop < 0) {
      if (!fill()) {
        return false;
      }
      stop = split();
    }
    lineFrom = at;
    lineTo = stop;
    if (kind() == dittoing) {
      take();
    }
    position += stop + 1 - at;
    at = stop + 1;
    return true;
  }

  /** First letter of the line. */
  public char kind() {
    return (char) bytes[lineFrom];
  }

  /** The columns of a line on its own. */
  public String[] plain() {
    return new String(bytes, lineFrom, lineTo - lineFrom, StandardCharsets.ISO_8859_1)
        .split(",", -1);
  }

  /** How many columns the dittoing line has. */
  public int count() {
    return count;
  }

  /** Bytes read so far, the line included. */
  public long position() {
    return position;
  }

  /** A column of the dittoing line. */
  public String text(int column) {
    return columns[column].text();
  }

  /**
   * A column of the dittoing line as a number.
   *
   * @throws NumberFormatException if it is none of up to 18 digits
   */
  public long number(int column) {
    return columns[column].number();
  }

  /** One character of a column; 0 behind its end. */
  public char letter(int column, int index) {
    Column from = columns[column];
    return index < from.length ? (char) (from.bytes[from.start + index] & 0xFF) : 0;
  }

  public boolean isEmpty(int column) {
    return columns[column].length == 0;
  }

  /** How many line ends a file has behind so many bytes. */
  public static long count(Path file, long behind) throws IOException {
    long lines = 0;
    byte[] space = new byte[SPACE];
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(behind);
      for (int read = in.read(space); read >= 0; read = in.read(space)) {
        lines += lineEnds(space, read);
      }
    }
    return lines;
  }

  private static int lineEnds(byte[] bytes, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }

  /** Finds the columns of the line; gives back where it ends, or -1 if that has not been read. */
  private int split() {
    int found = 0;
    for (int i = at; i < end; i++) {
      byte b = bytes[i];
      if (b == ',' || b == '\n') {
        if (found < stops.length) {
          stops[found] = i;
        }
        found++;
        if (b == '\n') {
          count = found;
          return i;
        }
      }
    }
    return -1;
  }

  private void take() {
    if (count > stops.length) {
      throw new IllegalArgumentException("a line of more than " + stops.length + " columns");
    }
    int from = at;
    for (int i = 0; i < count; i++) {
      int stop = stops[i];
      if (stop - from != 1 || bytes[from] != DittoLines.SAME) {
        columns[i].set(bytes, from, stop - from);
      }
      from = stop + 1;
    }
  }

  /** Reads on; false at the end. */
  private boolean fill() throws IOException {
    int rest = end - at;
    byte[] next = new byte[Math.max(SPACE, 2 * rest)];
    System.arraycopy(bytes, at, next, 0, rest);
    int read = in.read(next, rest, next.length - rest);
    bytes = next;
    at = 0;
    end = rest + Math.max(0, read);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What a column said last. */
  private static final class Column {

    private static final int MOST_DIGITS = 18;

    private byte[] bytes = {};
    private int start;
    private int length;
    private String text;

    void set(byte[] from, int at, int size) {
      bytes = from;
      start = at;
      length = size;
      text = null;
    }

    String text() {
      if (text == null) {
        text = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
      }
      return text;
    }

    long number() {
      if (length == 0 || length > MOST_DIGITS) {
        throw new NumberFormatException("a column of the scheme's state is no number");
      }
      long number = 0;
      for (int i = start; i < start + length; i++) {
        int digit = bytes[i] - '0';
        if (digit < 0 || digit > 9) {
          throw new NumberFormatException("a column of the scheme's state is no number");
        }
        number = 10 * number + digit;
      }
      return number;
    }
  }
}
