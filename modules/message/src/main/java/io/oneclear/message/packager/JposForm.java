package io.oneclear.message.packager;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsg;

/** A field of a class that is not known here: jPOS's own packager does it. */
record JposForm(ISOFieldPackager field) implements Form {

  @Override
  public int unpack(int number, byte[] wire, int at, ISOMsg into) {
    try {
      ISOComponent component = field.createComponent(number);
      int end = at + field.unpack(component, wire, at);
      into.set(component);
      return end;
    } catch (ISOException | RuntimeException e) {
      // Whatever it is, jPOS will throw it again and say it in its own way.
      return NOT_TAKEN;
    }
  }

  @Override
  public int size(ISOComponent component) {
    byte[] bytes = bytes(component);
    return bytes == null ? NOT_TAKEN : bytes.length;
  }

  @Override
  public int pack(ISOComponent component, byte[] wire, int at) {
    byte[] bytes = bytes(component);
    System.arraycopy(bytes, 0, wire, at, bytes.length);
    return at + bytes.length;
  }

  private byte[] bytes(ISOComponent component) {
    try {
      return field.pack(component);
    } catch (ISOException | RuntimeException e) {
      // As above.
      return null;
    }
  }
}
