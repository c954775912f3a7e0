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
}
