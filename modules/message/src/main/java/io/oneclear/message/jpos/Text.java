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
  public int fixedSize() {
    return getLength();
  }

  @Override
  public int size(Object value) {
    return fixedSize();
  }

  @Override
  public int write(Object value, byte[] wire, int start) throws ISOException {
    int end = start + getLength();
    int written = Characters.write(value, getLength(), wire, start);
    if (written == Characters.TOO_LONG) {
      throw new ISOException(Characters.size(value) + " bytes, at most " + getLength() + " fit");
    }
    Arrays.fill(wire, written, end, (byte) ' ');
    return end;
  }
}
