package io.oneclear.message.jpos;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;

/** A fixed count of bytes of text (an, ans). A shorter text is filled up with spaces. */
public final class Text extends WireField {

  @Override
  public ISOComponent read(int number, WireReader in) throws ISOException {
    return Characters.read(number, getLength(), in);
  }

  @Override
  public void write(ISOComponent field, WireWriter out) throws ISOException {
    byte[] bytes = Characters.bytes(field);
    if (bytes.length > getLength()) {
      throw new ISOException(bytes.length + " bytes, at most " + getLength() + " fit");
    }
    out.write(bytes);
    for (int i = bytes.length; i < getLength(); i++) {
      out.write(' ');
    }
  }
}
