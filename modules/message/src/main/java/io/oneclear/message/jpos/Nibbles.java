package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;

/** Half bytes: two digits in a byte, an odd count filled up with one pad nibble. */
final class Nibbles {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Nibbles() {}

  /**
   * Reads {@code count} nibbles.
   *
   * @param highest 9 for decimal digits, 15 for any
   * @param padFirst true if the pad of an odd count is the first nibble, false if the last
   */
  static ISOField read(int number, int count, int highest, boolean padFirst, WireReader in)
      throws ISOException {
    int start = in.skip((count + 1) / 2);
    byte[] bytes = in.array();
    boolean odd = count % 2 == 1;
    int first = 2 * start + (odd && padFirst ? 1 : 0);
    char[] digits = new char[count];
    for (int i = 0; i < count; i++) {
      int nibble = nibble(bytes, first + i);
      if (nibble > highest) {
        throw new ISOException("half byte " + (i + 1) + " is not a digit");
      }
      digits[i] = HEX[nibble];
    }
    int pad = odd ? nibble(bytes, padFirst ? first - 1 : first + count) : 0;
    String value = new String(digits);
    return pad == 0 ? new ISOField(number, value) : new PackedField(number, value, pad);
  }

  /** Writes the field's nibbles with the pad they came with, else with zero. */
  static void write(ISOComponent field, int highest, boolean padFirst, WireWriter out)
      throws ISOException {
    String digits = text(field);
    int pad = field instanceof PackedField packed ? packed.pad() : 0;
    int count = digits.length();
    boolean odd = count % 2 == 1;
    int shift = odd && padFirst ? 1 : 0;
    int start = out.grow((count + 1) / 2);
    for (int octet = 0; octet < (count + 1) / 2; octet++) {
      int high = 2 * octet - shift;
      int left = high < 0 ? pad : value(digits.charAt(high), highest);
      int right = high + 1 < count ? value(digits.charAt(high + 1), highest) : pad;
      out.put(start + octet, left << 4 | right);
    }
  }

  static String text(ISOComponent field) throws ISOException {
    if (field instanceof ISOField && field.getValue() instanceof String text) {
      return text;
    }
    throw new ISOException("must be digits, not bytes");
  }

  static int nibble(byte[] bytes, int index) {
    int octet = bytes[index >> 1];
    return index % 2 == 0 ? octet >> 4 & 15 : octet & 15;
  }

  private static int value(char c, int highest) throws ISOException {
    int value = c == '=' ? 13 : Character.digit(c, 16);
    if (c > 'f' || value < 0 || value > highest) {
      throw new ISOException("has a character that is not a digit");
    }
    return value;
  }
}
