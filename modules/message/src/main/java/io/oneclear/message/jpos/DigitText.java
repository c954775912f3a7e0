package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/** A fixed count of ASCII digits (n). */
public final class DigitText extends WireField {

  @Override
  public ISOComponent read(int number, WireReader in) throws ISOException {
    ISOComponent field = Characters.read(number, getLength(), in);
    check(field);
    return field;
  }

  @Override
  public void write(ISOComponent field, WireWriter out) throws ISOException {
    check(field);
    out.write(Characters.bytes(field));
  }

  private void check(ISOComponent field) throws ISOException {
    String text = Nibbles.text(field);
    if (text.length() != getLength()) {
      throw new ISOException("must be " + getLength() + " digits");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw new ISOException("character " + (i + 1) + " is not a digit");
      }
    }
  }
}
