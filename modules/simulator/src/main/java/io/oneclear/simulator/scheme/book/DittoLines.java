package io.oneclear.simulator.scheme.book;

import java.util.Arrays;

/**
 * Lines of one kind that have much in common: a column that says the same as in the line before is
 * written as a quotation mark, as in a table written by hand. A column's own text is never a
 * quotation mark.
 */
public final class DittoLines {

  static final char SAME = '"';

  private static final String SAME_COLUMN = String.valueOf(SAME);
  private static final long NO_NUMBER = Long.MIN_VALUE;

  private final BookLines lines;
  private final String kind;
  private final String[] texts;
  private final long[] numbers;
  private int column;

  /**
   * @param kind first column of every line
   * @param columns the most a line has, {@code kind} included
   */
  public DittoLines(BookLines lines, String kind, int columns) {
    this.lines = lines;
    this.kind = kind;
    this.texts = new String[columns];
    this.numbers = new long[columns];
    Arrays.fill(numbers, NO_NUMBER);
  }

  /** Begins a line. */
  public DittoLines begin() {
    lines.column(kind);
    column = 1;
    return this;
  }

  public DittoLines column(String text) {
    if (text.equals(texts[column])) {
      lines.column(SAME_COLUMN);
    } else {
      lines.column(text);
      texts[column] = text;
      numbers[column] = NO_NUMBER;
    }
    column++;
    return this;
  }

  /** A number, 0 or more, of at least so many digits. */
  public DittoLines column(long number, int width) {
    if (number == numbers[column]) {
      lines.column(SAME_COLUMN);
    } else {
      lines.column(number, width);
      numbers[column] = number;
      texts[column] = null;
    }
    column++;
    return this;
  }

  public void end() {
    lines.end();
  }
}
