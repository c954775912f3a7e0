package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/** A counted run of bytes of text. */
abstract class TextVariable extends WireField {

  private final Counts counts;

  TextVariable(Counts counts) {
    this.counts = counts;
  }

  @Override
  public final ISOComponent read(int number, WireReader in) throws ISOException {
    return Characters.read(number, counts.read(getLength(), in), in);
  }

  @Override
  public final void write(ISOComponent field, WireWriter out) throws ISOException {
    byte[] bytes = Characters.bytes(field);
    counts.write(bytes.length, getLength(), out);
    out.write(bytes);
  }
}
