package io.oneclear.message.jpos;

import org.jpos.iso.ISOException;

/** A counted run of bytes. */
abstract class BytesVariable extends BytesField {

  private final Counts counts;

  BytesVariable(Counts counts) {
    super(counts.bytes());
    this.counts = counts;
  }

  @Override
  public final int end(byte[] wire, int start) throws ISOException {
    int count = counts.read(getLength(), wire, start);
    return after(wire, start + counts.bytes(), count);
  }

  @Override
  public final int size(Object value) throws ISOException {
    int size = Characters.size(value);
    counts.check(size, getLength());
    return counts.bytes() + size;
  }

  @Override
  public final int write(Object value, byte[] wire, int start) {
    int end = Characters.write(value, wire, start + counts.bytes());
    counts.write(end - start - counts.bytes(), wire, start);
    return end;
  }
}
