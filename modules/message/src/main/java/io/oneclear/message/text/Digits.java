package io.oneclear.message.text;

import java.nio.charset.StandardCharsets;

/** Strings of decimal digits. */
public final class Digits {

  private Digits() {}

  /** True if {@code text} is {@code min} to {@code max} ASCII digits and nothing else. */
  public static boolean areDigits(String text, int min, int max) {
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

  /**
   * {@code number} as {@code width} digits, with zeros on the left.
   *
   * @throws IllegalArgumentException if it is negative or too long
   */
  public static String fixed(long number, int width) {
    byte[] digits = new byte[width];
    long rest = number;
    for (int i = width - 1; i >= 0; i--) {
      digits[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    if (number < 0 || rest != 0) {
      throw new IllegalArgumentException("a number of " + width + " digits was expected");
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
