package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/** A counted run of packed nibbles, left-justified: the pad of an odd count is the last nibble. */
abstract class PackedVariable extends WireField {

  private final Counts counts;
  private final int highest;

  PackedVariable(Counts counts, int highest) {
    this.counts = counts;
    this.highest = highest;
  }

  @Override
  public final ISOComponent read(int number, WireReader in) throws ISOException {
    return Nibbles.read(number, counts.read(getLength(), in), highest, false, in);
  }

  @Override
  public final void write(ISOComponent field, WireWriter out) throws ISOException {
    counts.write(Nibbles.text(field).length(), getLength(), out);
    Nibbles.write(field, highest, false, out);
  }
}
