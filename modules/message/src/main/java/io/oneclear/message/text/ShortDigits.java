package io.oneclear.message.text;

/**
 * Texts of up to three digits, made once: codes come with every message and are always the same.
 */
public final class ShortDigits {

  public static final int LONGEST = 3;

  private static final int[] BASES = {1, 10, 100, 1_000};
  private static final String[][] TEXTS = new String[LONGEST + 1][];

  static {
    for (int count = 0; count <= LONGEST; count++) {
      TEXTS[count] = new String[BASES[count]];
      for (int value = 0; value < BASES[count]; value++) {
        TEXTS[count][value] = Integer.toString(BASES[count] + value).substring(1);
      }
    }
  }

  private ShortDigits() {}

  /** {@code count} digits; null for a negative value, which is none. */
  public static String of(long value, int count) {
    return value < 0 ? null : TEXTS[count][(int) value];
  }

  /** A part of a text of digits, as {@link String#substring(int, int)} gives it. */
  public static String part(String digits, int from, int to) {
    int count = to - from;
    if (count == 0 || count > LONGEST) {
      return digits.substring(from, to);
    }
    return of(Integer.parseInt(digits, from, to, 10), count);
  }
}
