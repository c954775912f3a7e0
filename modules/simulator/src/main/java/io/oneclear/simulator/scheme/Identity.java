package io.oneclear.simulator.scheme;

/**
 * What makes a message the same message again: type without its repeat digit, F7, F11, F32, F33.
 * Kept small, because millions are remembered: time and trace in one number, the rest shared.
 *
 * @param timeAndTrace F7 and F11 as one 16-digit number
 * @param parties type, F32 and F33, one string shared by all messages of a link
 */
record Identity(long timeAndTrace, String parties) {

  static final int TIME_DIGITS = 10;
  static final int TRACE_DIGITS = 6;
  private static final long TRACES = 1_000_000;

  /** All parts must be digits, F7 ten of them, F11 six. */
  static Identity of(String mti, String f7, String f11, String f32, String f33) {
    String parties = mti.substring(0, 3) + "0|" + institution(f32) + "|" + institution(f33);
    return new Identity(
        Math.addExact(Long.parseLong(f7) * TRACES, Integer.parseInt(f11)), parties.intern());
  }

  String mti() {
    return parties.substring(0, 4);
  }

  /** F7 as a number. */
  long time() {
    return timeAndTrace / TRACES;
  }

  /** F11 as a number. */
  long trace() {
    return timeAndTrace % TRACES;
  }

  String f7() {
    return fixed(time(), TIME_DIGITS);
  }

  String f11() {
    return fixed(trace(), TRACE_DIGITS);
  }

  String f32() {
    return parties.substring(5, parties.lastIndexOf('|'));
  }

  String f33() {
    return parties.substring(parties.lastIndexOf('|') + 1);
  }

  /** Field 90 pads institutions with zeros on the left, fields 32 and 33 do not. */
  private static String institution(String text) {
    String stripped = text.strip();
    int start = 0;
    while (start < stripped.length() - 1 && stripped.charAt(start) == '0') {
      start++;
    }
    return stripped.substring(start);
  }

  private static String fixed(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }
}
