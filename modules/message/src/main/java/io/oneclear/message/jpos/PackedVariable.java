package io.oneclear.message.jpos;

import java.nio.charset.StandardCharsets;
import org.jpos.iso.ISOException;

/** A counted run of packed nibbles, left-justified: the pad of an odd count is the last nibble. */
abstract class PackedVariable extends WireField {

  private final Counts counts;
  private final int highest;

  /**
   * @param highest 9 for decimal digits, 15 for any half byte
   */
  PackedVariable(Counts counts, int highest) {
    this.counts = counts;
    this.highest = highest;
  }

  @Override
  public final int end(byte[] wire, int start) throws ISOException {
    int count = counts.read(getLength(), wire, start);
    int content = start + counts.bytes();
    int end = after(wire, content, Nibbles.octets(count));
    if (highest == 9) {
      Nibbles.checkDecimal(wire, content, count, false);
    }
    return end;
  }

  @Override
  public final String text(byte[] wire, int start, int end) {
    return Nibbles.text(wire, start + counts.bytes(), counts.count(wire, start), false);
  }

  @Override
  public final byte[] bytes(byte[] wire, int start, int end) {
    return text(wire, start, end).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public final boolean isBinary(byte[] wire, int start, int end) {
    return false;
  }

  @Override
  public final boolean is(String text, byte[] wire, int start, int end) {
    return Nibbles.is(text, wire, start + counts.bytes(), counts.count(wire, start), false);
  }

  @Override
  public final int size(Object value) {
    return counts.bytes() + (value instanceof String text ? Nibbles.octets(text.length()) : 0);
  }

  @Override
  public final int write(Object value, byte[] wire, int start) throws ISOException {
    String digits = Nibbles.digits(value);
    counts.check(digits.length(), getLength());
    int content = counts.write(digits.length(), wire, start);
    return Nibbles.write(digits, highest, false, wire, content);
  }
}
