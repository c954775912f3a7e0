package io.oneclear.message.jpos;

import io.oneclear.message.text.ShortDigits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jpos.iso.ISOException;

/** Half bytes: two digits in a byte, an odd count filled up with one pad nibble. */
final class Nibbles {

  private static final HexFormat PAIRS = HexFormat.of().withUpperCase();
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** What a character is as a nibble; -1 if it is none. A track's separator is D or =. */
  private static final byte[] VALUES = new byte['f' + 1];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (char c = '0'; c <= 'f'; c++) {
      VALUES[c] = (byte) Character.digit(c, 16);
    }
    VALUES['='] = 13;
  }

  private Nibbles() {}

  static int octets(int count) {
    return (count + 1) / 2;
  }

  /**
   * Refuses half bytes that are no decimal digits. The pad may be anything.
   *
   * @param padFirst true if the pad of an odd count is the first nibble, false if the last
   */
  static void checkDecimal(byte[] wire, int at, int count, boolean padFirst) throws ISOException {
    int first = 2 * at + (count % 2 == 1 && padFirst ? 1 : 0);
    int end = first + count;
    for (int octet = (first + 1) / 2; octet < end / 2; octet++) {
      if (hasLetter(wire[octet] & 0xFF)) {
        throw notDecimal(wire, first, count);
      }
    }
    if (count % 2 == 1 && nibble(wire, padFirst ? first : end - 1) > 9) {
      throw notDecimal(wire, first, count);
    }
  }

  /** True if one of the two half bytes is above 9: six more carries out of it. */
  private static boolean hasLetter(int octet) {
    return (((octet + 0x66) ^ octet ^ 0x66) & 0x110) != 0;
  }

  private static ISOException notDecimal(byte[] wire, int first, int count) {
    int bad = 0;
    while (bad < count && nibble(wire, first + bad) <= 9) {
      bad++;
    }
    return new ISOException("half byte " + (bad + 1) + " is not a digit");
  }

  static String text(byte[] wire, int at, int count, boolean padFirst) {
    int first = 2 * at + (count % 2 == 1 && padFirst ? 1 : 0);
    if (count <= ShortDigits.LONGEST) {
      String known = ShortDigits.of(number(wire, first, count), count);
      if (known != null) {
        return known;
      }
    }
    if (count % 2 == 0) {
      // The one way to a String of single bytes that does not copy them again.
      return PAIRS.formatHex(wire, at, at + count / 2);
    }
    byte[] characters = new byte[count];
    for (int i = 0; i < count; i++) {
      characters[i] = HEX[nibble(wire, first + i)];
    }
    return new String(characters, StandardCharsets.ISO_8859_1);
  }

  static boolean is(String text, byte[] wire, int at, int count, boolean padFirst) {
    if (text.length() != count) {
      return false;
    }
    int first = 2 * at + (count % 2 == 1 && padFirst ? 1 : 0);
    for (int i = 0; i < count; i++) {
      if (text.charAt(i) != HEX[nibble(wire, first + i)]) {
        return false;
      }
    }
    return true;
  }

  /** The nibbles as a decimal number; -1 if one is no digit or they are too many for a long. */
  static long number(byte[] wire, int first, int count) {
    long number = count > 18 ? -1 : 0;
    for (int i = 0; i < count && number >= 0; i++) {
      int nibble = nibble(wire, first + i);
      number = nibble > 9 ? -1 : number * 10 + nibble;
    }
    return number;
  }

  static int nibble(byte[] wire, int index) {
    int octet = wire[index >> 1];
    return index % 2 == 0 ? octet >> 4 & 15 : octet & 15;
  }

  /** The value, which must be text. */
  static String digits(Object value) throws ISOException {
    if (value instanceof String text) {
      return text;
    }
    throw new ISOException("must be digits, not bytes");
  }

  /**
   * Writes characters, the pad as zero, and returns where they end.
   *
   * @param highest 9 for decimal digits, 15 for any
   * @throws ISOException if a character is none of these
   */
  static int write(String text, int highest, boolean padFirst, byte[] wire, int start)
      throws ISOException {
    int count = text.length();
    int at = start;
    int i = 0;
    if (count % 2 == 1 && padFirst) {
      wire[at++] = (byte) value(text.charAt(i++), highest);
    }
    for (; i + 1 < count; i += 2) {
      int left = value(text.charAt(i), highest);
      wire[at++] = (byte) ((left << 4) | value(text.charAt(i + 1), highest));
    }
    if (i < count) {
      wire[at++] = (byte) (value(text.charAt(i), highest) << 4);
    }
    return at;
  }

  private static int value(char c, int highest) throws ISOException {
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0 || value > highest) {
      throw new ISOException("has a character that is not a digit");
    }
    return value;
  }
}
