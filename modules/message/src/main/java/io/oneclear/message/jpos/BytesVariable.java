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
  public final int size(Object value) {
    return counts.bytes() + Characters.size(value);
  }

  @Override
  public final int write(Object value, byte[] wire, int start) throws ISOException {
    int content = start + counts.bytes();
    int end = Characters.write(value, getLength(), wire, content);
    if (end == Characters.TOO_LONG) {
      counts.check(Characters.size(value), getLength());
    }
    counts.write(end - content, wire, start);
    return end;
  }
}
