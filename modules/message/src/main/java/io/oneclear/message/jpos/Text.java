package io.oneclear.message.jpos;

import java.util.Arrays;
import org.jpos.iso.ISOException;

/** A fixed count of bytes of text (an, ans). A shorter text is filled up with spaces. */
public final class Text extends TextField {

  public Text() {
    super(0);
  }

  @Override
  public int end(byte[] wire, int start) throws ISOException {
    return after(wire, start, getLength());
  }

  @Override
  public int size(Object value) throws ISOException {
    int size = Characters.size(value);
    if (size > getLength()) {
      throw new ISOException(size + " bytes, at most " + getLength() + " fit");
    }
    return getLength();
  }

  @Override
  public int write(Object value, byte[] wire, int start) {
    int end = start + getLength();
    Arrays.fill(wire, Characters.write(value, wire, start), end, (byte) ' ');
    return end;
  }
}
