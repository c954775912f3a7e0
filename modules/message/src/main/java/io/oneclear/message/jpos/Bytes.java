package io.oneclear.message.jpos;

import org.jpos.iso.ISOException;

/** A fixed count of bytes (b). */
public final class Bytes extends BytesField {

  public Bytes() {
    super(0);
  }

  @Override
  public int end(byte[] wire, int start) throws ISOException {
    return after(wire, start, getLength());
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
    int end = Characters.write(value, getLength(), wire, start);
    if (end != start + getLength()) {
      throw new ISOException("must be " + getLength() + " bytes");
    }
    return end;
  }
}
