package io.oneclear.message.pos;

/** Runs of decimal digits inside a field. */
final class Decimal {

  private Decimal() {}

  static boolean is(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** {@code number} as {@code width} digits; refuses one that is negative or too long. */
  static String fixed(long number, int width) {
    String digits = Long.toString(number);
    if (number < 0 || digits.length() > width) {
      throw new IllegalArgumentException("a number of " + width + " digits was expected");
    }
    return "0".repeat(width - digits.length()) + digits;
  }
}
