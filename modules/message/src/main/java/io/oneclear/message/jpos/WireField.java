package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;

/**
 * A field on the wire: length × encoding × prefix. {@code length} in the table is the exact count
 * of a fixed field and the largest of a variable one, in digits for packed digits, else in bytes.
 */
public abstract class WireField extends ISOFieldPackager {

  /**
   * Reads the field and moves {@code in} behind it.
   *
   * @throws ISOException if the bytes are not of this form; says why, never what
   */
  public abstract ISOComponent read(int number, WireReader in) throws ISOException;

  /**
   * Writes the field.
   *
   * @throws ISOException if the value does not fit this form
   */
  public abstract void write(ISOComponent field, WireWriter out) throws ISOException;

  @Override
  public final byte[] pack(ISOComponent field) throws ISOException {
    WireWriter out = new WireWriter(64);
    write(field, out);
    return out.toBytes();
  }

  @Override
  public final int unpack(ISOComponent field, byte[] bytes, int offset) throws ISOException {
    WireReader in = new WireReader(bytes, offset);
    field.setValue(read(0, in).getValue());
    return in.position() - offset;
  }

  @Override
  public int getMaxPackedLength() {
    return getLength() + 4;
  }
}
