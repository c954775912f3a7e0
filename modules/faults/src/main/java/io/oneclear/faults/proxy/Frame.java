package io.oneclear.faults.proxy;

/**
 * A frame on its way.
 *
 * @param connection 1 for the proxy's first, and so on
 * @param number 1 for the first frame of this connection in this direction, and so on
 * @param bytes as on the wire, length and all; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(Direction direction, int connection, int number, byte[] bytes) {

  /** True if it holds the text, in ASCII. */
  public boolean contains(String text) {
    return indexOf(text) >= 0;
  }

  /** Where the text begins in it, in ASCII; -1 if nowhere. */
  public int indexOf(String text) {
    return indexOf(text, 0);
  }

  /** The same, from a place on. */
  public int indexOf(String text, int from) {
    for (int at = Math.max(0, from); at + text.length() <= bytes.length; at++) {
      int same = 0;
      while (same < text.length() && bytes[at + same] == (byte) text.charAt(same)) {
        same++;
      }
      if (same == text.length()) {
        return at;
      }
    }
    return -1;
  }
}
