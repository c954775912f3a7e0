package io.oneclear.message.jpos;

import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/** A fixed count of bytes (b). */
public final class Bytes extends WireField {

  @Override
  public ISOComponent read(int number, WireReader in) throws ISOException {
    return new ISOBinaryField(number, in.take(getLength()));
  }

  @Override
  public void write(ISOComponent field, WireWriter out) throws ISOException {
    byte[] bytes = Characters.bytes(field);
    if (bytes.length != getLength()) {
      throw new ISOException("must be " + getLength() + " bytes");
    }
    out.write(bytes);
  }
}
