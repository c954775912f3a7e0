package io.oneclear.message.packager;

import io.oneclear.message.jpos.WireField;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;
import org.jpos.iso.ISOMsg;

/** A field of one of our own tables. */
record HouseForm(WireField field, boolean binary) implements Form {

  static HouseForm of(WireField field) {
    return new HouseForm(field, field.createComponent(0) instanceof ISOBinaryField);
  }

  @Override
  public int unpack(int number, byte[] wire, int at, ISOMsg into) {
    try {
      int end = field.end(wire, at);
      into.set(
          binary
              ? new ISOBinaryField(number, field.bytes(wire, at, end))
              : new ISOField(number, field.text(wire, at, end)));
      return end;
    } catch (ISOException e) {
      return NOT_TAKEN;
    }
  }

  @Override
  public int size(ISOComponent component) {
    Object value = value(component);
    return value instanceof String || value instanceof byte[] ? field.size(value) : NOT_TAKEN;
  }

  @Override
  public int pack(ISOComponent component, byte[] wire, int at) {
    try {
      return field.write(value(component), wire, at);
    } catch (ISOException e) {
      return NOT_TAKEN;
    }
  }

  private static Object value(ISOComponent component) {
    try {
      return component.getValue();
    } catch (ISOException e) {
      return null;
    }
  }
}
