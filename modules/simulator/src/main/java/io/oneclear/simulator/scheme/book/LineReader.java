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
  private byte[] bytes = new byte[SPACE];
  private int at;
  private int end;
  private long position;
  private int count;
  private char kind;
  private int lineFrom;
  private int lineTo;

  private LineReader(InputStream in, char dittoing, int columns) {
    this.in = in;
    this.dittoing = (byte) dittoing;
    this.columns = new Column[columns];
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
    int stop = lineEnd();
    if (stop < 0) {
      return false;
    }
    lineFrom = at;
    lineTo = stop;
    kind = stop > at ? (char) bytes[at] : '\n';
    if (stop > at && bytes[at] == dittoing) {
      take(stop);
    }
    position += stop + 1 - at;
    at = stop + 1;
    return true;
  }

  /** First letter of the line. */
  public char kind() {
    return kind;
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
    return index < from.length ? (char) (from.bytes[index] & 0xFF) : 0;
  }

  public boolean isEmpty(int column) {
    return columns[column].length == 0;
  }

  /** How many line ends a file has. */
  public static long count(Path file) throws IOException {
    long lines = 0;
    byte[] space = new byte[SPACE];
    try (InputStream in = Files.newInputStream(file)) {
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

  private void take(int stop) {
    int from = at;
    int index = 0;
    for (int i = at; i <= stop; i++) {
      if (i == stop || bytes[i] == ',') {
        if (index == columns.length) {
          throw new IllegalArgumentException("a line of more than " + index + " columns");
        }
        if (i - from != 1 || bytes[from] != DittoLines.SAME) {
          columns[index].set(bytes, from, i);
        }
        index++;
        from = i + 1;
      }
    }
    count = index;
  }

  private int lineEnd() throws IOException {
    int stop = at;
    while (true) {
      while (stop < end) {
        if (bytes[stop] == '\n') {
          return stop;
        }
        stop++;
      }
      int whole = end - at;
      if (whole == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      System.arraycopy(bytes, at, bytes, 0, whole);
      at = 0;
      stop = whole;
      end = whole;
      int read = in.read(bytes, end, bytes.length - end);
      if (read < 0) {
        return -1;
      }
      end += read;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What a column said last. */
  private static final class Column {

    private static final int MOST_DIGITS = 18;

    private byte[] bytes = new byte[16];
    private int length;
    private String text;

    void set(byte[] from, int start, int stop) {
      length = stop - start;
      if (length > bytes.length) {
        bytes = new byte[2 * length];
      }
      System.arraycopy(from, start, bytes, 0, length);
      text = null;
    }

    String text() {
      if (text == null) {
        text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      }
      return text;
    }

    long number() {
      if (length == 0 || length > MOST_DIGITS) {
        throw new NumberFormatException("a column of the scheme's state is no number");
      }
      long number = 0;
      for (int i = 0; i < length; i++) {
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
