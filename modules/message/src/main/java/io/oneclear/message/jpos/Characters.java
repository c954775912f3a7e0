package io.oneclear.message.jpos;

import io.oneclear.message.text.Gbk;
import io.oneclear.message.text.ShortDigits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jpos.iso.ISOException;

/** Text on the wire: ASCII, and GBK where it is more. What is neither is bytes. */
final class Characters {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  static final int TOO_LONG = -1;

  private Characters() {}

  static boolean isBinary(byte[] wire, int from, int to) {
    return !isAscii(wire, from, to) && gbk(wire, from, to) == null;
  }

  static String text(byte[] wire, int from, int to) {
    if (!isAscii(wire, from, to)) {
      String text = gbk(wire, from, to);
      return text == null ? HEX.formatHex(wire, from, to) : text;
    }
    if (to - from <= ShortDigits.LONGEST) {
      String known = ShortDigits.of(number(wire, from, to), to - from);
      if (known != null) {
        return known;
      }
    }
    return new String(wire, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static boolean is(String text, byte[] wire, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i - from) != wire[i]) {
        return false;
      }
    }
    return true;
  }

  /** The characters as a decimal number; -1 if one is no digit or they are too many for a long. */
  static long number(byte[] wire, int from, int to) {
    long number = to - from > 18 ? -1 : 0;
    for (int i = from; i < to && number >= 0; i++) {
      number = wire[i] < '0' || wire[i] > '9' ? -1 : number * 10 + wire[i] - '0';
    }
    return number;
  }

  /** Writes the characters as bytes; one that is not ASCII becomes zero. */
  static void copyAscii(String text, byte[] into, int at) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      into[at + i] = (byte) (c < 0x80 ? c : 0);
    }
  }

  static boolean isAscii(byte[] wire, int from, int to) {
    for (int i = from; i < to; i++) {
      if (wire[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The text these bytes are the GBK of; null if there is none. */
  private static String gbk(byte[] wire, int from, int to) {
    String text = new String(wire, from, to - from, Gbk.CHARSET);
    byte[] again = text.getBytes(Gbk.CHARSET);
    return Arrays.equals(again, 0, again.length, wire, from, to) ? text : null;
  }

  /** How many bytes the value is; of text that GBK does not have, how many characters. */
  static int size(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    String text = (String) value;
    int size = Gbk.size(text);
    return size < 0 ? text.length() : size;
  }

  /**
   * Writes a value of at most {@code most} bytes, and returns where it ends.
   *
   * @return {@link #TOO_LONG} if it is more; nothing is written then
   * @throws ISOException if it is text that GBK does not have
   */
  static int write(Object value, int most, byte[] wire, int start) throws ISOException {
    if (value instanceof byte[] bytes) {
      if (bytes.length > most) {
        return TOO_LONG;
      }
      System.arraycopy(bytes, 0, wire, start, bytes.length);
      return start + bytes.length;
    }
    String text = (String) value;
    int length = text.length();
    int all = 0x80;
    if (length <= most) {
      all = 0;
      for (int i = 0; i < length; i++) {
        char c = text.charAt(i);
        all |= c;
        wire[start + i] = (byte) c;
      }
    }
    return all < 0x80 ? start + length : writeGbk(text, most, wire, start);
  }

  private static int writeGbk(String text, int most, byte[] wire, int start) throws ISOException {
    int size = Gbk.size(text);
    if (size < 0) {
      throw new ISOException("has a character that GBK does not have");
    }
    return size > most ? TOO_LONG : Gbk.write(text, wire, start);
  }
}
