package io.oneclear.message;

/** Checks on strings of decimal digits. */
final class Digits {

  private Digits() {}

  /** True if {@code text} is {@code min} to {@code max} ASCII digits and nothing else. */
  static boolean areDigits(String text, int min, int max) {
    if (text == null || text.length() < min || text.length() > max) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** {@code number} as exactly {@code width} digits, zero-filled on the left. */
  static String fixed(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }
}
