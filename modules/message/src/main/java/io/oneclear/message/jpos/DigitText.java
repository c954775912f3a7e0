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
  public int size(Object value) throws ISOException {
    if (!(value instanceof String text)) {
      throw new ISOException("must be digits, not bytes");
    }
    if (text.length() != getLength()) {
      throw new ISOException("must be " + getLength() + " digits");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw notDigit(i);
      }
    }
    return getLength();
  }

  @Override
  public int write(Object value, byte[] wire, int start) {
    return Characters.write(value, wire, start);
  }
}
