package io.oneclear.message.packager;

import io.oneclear.message.text.ShortDigits;
import java.nio.charset.StandardCharsets;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;
import org.jpos.iso.ISOMsg;

/**
 * Two digits in a byte, as jPOS has them: any half byte is a character (D reads as =), any
 * character is its distance from '0'.
 *
 * @param length of a fixed field, which zeros on the left fill up; the most of a variable one
 * @param padLeft where an odd count has its half byte of filling
 */
record PackedForm(Prefix prefix, int length, boolean padLeft) implements Form {

  private static final byte[] CHARACTERS = "0123456789ABC=EF".getBytes(StandardCharsets.US_ASCII);

  @Override
  public int unpack(int number, byte[] wire, int at, ISOMsg into) throws ISOException {
    int count = prefix.read(wire, at, length);
    int start = at + prefix.bytes();
    int octets = (count + 1) / 2;
    if (count < 0 || octets > wire.length - start) {
      return NOT_TAKEN;
    }
    into.set(new ISOField(number, text(wire, start, count)));
    return start + octets;
  }

  private String text(byte[] wire, int start, int count) {
    int first = 2 * start + (padLeft ? count & 1 : 0);
    byte[] characters = new byte[count];
    int value = 0;
    for (int i = 0; i < count; i++) {
      int octet = wire[(first + i) >> 1];
      int nibble = ((first + i) & 1) == 0 ? octet >> 4 & 15 : octet & 15;
      characters[i] = CHARACTERS[nibble];
      value = nibble > 9 || value < 0 ? -1 : value * 10 + nibble;
    }
    return count <= ShortDigits.LONGEST && value >= 0
        ? ShortDigits.of(value, count)
        : new String(characters, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int size(ISOComponent field) {
    String text = Texts.of(field);
    if (text == null || text.length() > length || !prefix.says(text.length())) {
      return NOT_TAKEN;
    }
    return prefix.bytes() + (count(text) + 1) / 2;
  }

  private int count(String text) {
    return prefix == Prefix.NONE ? length : text.length();
  }

  @Override
  public int pack(ISOComponent field, byte[] wire, int at) {
    String text = Texts.of(field);
    int count = count(text);
    int start = prefix.write(text.length(), wire, at);
    int nibble = 2 * start + (padLeft ? count & 1 : 0) + count - text.length();
    for (int i = 0; i < text.length(); i++, nibble++) {
      int distance = text.charAt(i) - '0';
      wire[nibble >> 1] |= (byte) ((nibble & 1) == 0 ? distance << 4 : distance);
    }
    return start + (count + 1) / 2;
  }
}
