package io.oneclear.message.jpos;

import org.jpos.iso.ISOException;

/** A fixed count of ASCII digits (n). */
public final class DigitText extends TextField {

  public DigitText() {
    super(0);
  }

  @Override
  public int end(byte[] wire, int start) throws ISOException {
    int end = after(wire, start, getLength());
    for (int i = start; i < end; i++) {
      if (wire[i] < '0' || wire[i] > '9') {
        throw notDigit(i - start);
      }
    }
    return end;
  }

  private static ISOException notDigit(int index) {
    return new ISOException("character " + (index + 1) + " is not a digit");
  }

  @Override
  public int fixedSize() {
    return getLength();
  }

  @Override
  public int size(Object value) {
    return fixedSize();
  }

  @Override
  public int write(Object value, byte[] wire, int start) throws ISOException {
    if (!(value instanceof String text)) {
      throw new ISOException("must be digits, not bytes");
    }
    int length = getLength();
    if (text.length() != length) {
      throw new ISOException("must be " + length + " digits");
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw notDigit(i);
      }
      wire[start + i] = (byte) c;
    }
    return start + length;
  }
}
