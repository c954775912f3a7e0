package io.oneclear.message.jpos;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;

/** Packed digits with an odd count: the value and the half byte that fills the last byte. */
public final class PackedField extends ISOField {

  private static final long serialVersionUID = 1L;

  private final int pad;

  /** Only because the parent is {@link java.io.Externalizable}; nothing here is serialised. */
  public PackedField() {
    pad = 0;
  }

  PackedField(int number, String digits, int pad) {
    super(number, digits);
    this.pad = pad;
  }

  int pad() {
    return pad;
  }

  /** A field that gets another value is another field. */
  @Override
  public void setValue(Object value) throws ISOException {
    throw new ISOException("cannot be changed, only replaced");
  }
}
