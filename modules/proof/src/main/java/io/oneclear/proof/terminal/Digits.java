package io.oneclear.proof.terminal;

/** Numbers as fields carry them. */
final class Digits {

  private Digits() {}

  static String of(long number, int width) {
    String text = Long.toString(number);
    return "0".repeat(width - text.length()) + text;
  }
}
