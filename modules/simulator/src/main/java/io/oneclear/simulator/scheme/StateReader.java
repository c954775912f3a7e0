package io.oneclear.simulator.scheme;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a state file line by line into columns. A column that says the same as in the line before
 * is the same string: most do, and millions of lines are kept in mind.
 */
final class StateReader implements Closeable {

  private final InputStream in;
  private final String[] before = new String[SchemeEvent.COLUMNS];
  private byte[] bytes = new byte[1 << 20];
  private int at;
  private int end;

  private StateReader(InputStream in) {
    this.in = in;
    Arrays.fill(before, "");
  }

  static StateReader open(Path file) throws IOException {
    return new StateReader(Files.newInputStream(file));
  }

  /** The next line's columns; null behind the last line. What has no line end is no line. */
  String[] next() throws IOException {
    int stop = lineEnd();
    if (stop < 0) {
      return null;
    }
    String[] columns = new String[count(stop)];
    int from = at;
    for (int i = 0; i < columns.length; i++) {
      int to = from;
      while (to < stop && bytes[to] != ',') {
        to++;
      }
      columns[i] = i < before.length ? column(i, from, to) : text(from, to);
      from = to + 1;
    }
    at = stop + 1;
    return columns;
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

  private int count(int stop) {
    int columns = 1;
    for (int i = at; i < stop; i++) {
      if (bytes[i] == ',') {
        columns++;
      }
    }
    return columns;
  }

  private String column(int index, int from, int to) {
    String known = before[index];
    boolean same = known.length() == to - from;
    for (int i = 0; same && i < known.length(); i++) {
      same = known.charAt(i) == (char) (bytes[from + i] & 0xFF);
    }
    if (!same) {
      before[index] = text(from, to);
    }
    return before[index];
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
