package io.oneclear.message.jpos;

import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/** A counted run of bytes. */
abstract class BytesVariable extends WireField {

  private final Counts counts;

  BytesVariable(Counts counts) {
    this.counts = counts;
  }

  @Override
  public final ISOComponent read(int number, WireReader in) throws ISOException {
    return new ISOBinaryField(number, in.take(counts.read(getLength(), in)));
  }

  @Override
  public final void write(ISOComponent field, WireWriter out) throws ISOException {
    byte[] bytes = Characters.bytes(field);
    counts.write(bytes.length, getLength(), out);
    out.write(bytes);
  }
}
