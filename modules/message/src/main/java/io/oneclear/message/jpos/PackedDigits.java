package io.oneclear.message.jpos;

import java.nio.charset.StandardCharsets;
import org.jpos.iso.ISOException;

/**
 * A fixed count of packed digits (n). With an odd count, {@code pad="true"} puts the pad first
 * (right-justified), {@code pad="false"} last (left-justified).
 */
public final class PackedDigits extends WireField {

  @Override
  public int end(byte[] wire, int start) throws ISOException {
    int end = after(wire, start, Nibbles.octets(getLength()));
    Nibbles.checkDecimal(wire, start, getLength(), pad);
    return end;
  }

  @Override
  public String text(byte[] wire, int start, int end) {
    return Nibbles.text(wire, start, getLength(), pad);
  }

  @Override
  public byte[] bytes(byte[] wire, int start, int end) {
    return text(wire, start, end).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean isBinary(byte[] wire, int start, int end) {
    return false;
  }

  @Override
  public boolean is(String text, byte[] wire, int start, int end) {
    return Nibbles.is(text, wire, start, getLength(), pad);
  }

  @Override
  public long number(byte[] wire, int start, int end) {
    int count = getLength();
    long number = Nibbles.number(wire, 2 * start + (pad && count % 2 == 1 ? 1 : 0), count);
    return number < 0 ? super.number(wire, start, end) : number;
  }

  @Override
  public int fixedSize() {
    return Nibbles.octets(getLength());
  }

  @Override
  public int size(Object value) {
    return fixedSize();
  }

  @Override
  public int write(Object value, byte[] wire, int start) throws ISOException {
    String digits = Nibbles.digits(value);
    if (digits.length() != getLength()) {
      throw new ISOException("must be " + getLength() + " digits");
    }
    return Nibbles.write(digits, 9, pad, wire, start);
  }
}
