package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/**
 * A fixed count of packed digits (n). With an odd count, {@code pad="true"} puts the pad first
 * (right-justified), {@code pad="false"} last (left-justified).
 */
public final class PackedDigits extends WireField {

  @Override
  public ISOComponent read(int number, WireReader in) throws ISOException {
    return Nibbles.read(number, getLength(), 9, pad, in);
  }

  @Override
  public void write(ISOComponent field, WireWriter out) throws ISOException {
    if (Nibbles.text(field).length() != getLength()) {
      throw new ISOException("must be " + getLength() + " digits");
    }
    Nibbles.write(field, 9, pad, out);
  }
}
