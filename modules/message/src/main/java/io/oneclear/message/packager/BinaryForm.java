package io.oneclear.message.packager;

import java.util.Arrays;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/**
 * Bytes as they are.
 *
 * @param length of a fixed field; the most of a variable one that is read
 */
record BinaryForm(Prefix prefix, int length) implements Form {

  @Override
  public int unpack(int number, byte[] wire, int at, ISOMsg into) throws ISOException {
    int count = prefix.read(wire, at, length);
    int start = at + prefix.bytes();
    if (count < 0 || count > wire.length - start) {
      return NOT_TAKEN;
    }
    into.set(new ISOBinaryField(number, Arrays.copyOfRange(wire, start, start + count)));
    return start + count;
  }

  @Override
  public int size(ISOComponent field) {
    byte[] bytes = bytes(field);
    if (bytes == null || !prefix.says(bytes.length)) {
      return NOT_TAKEN;
    }
    boolean fits = prefix != Prefix.NONE || bytes.length == length;
    return fits ? prefix.bytes() + bytes.length : NOT_TAKEN;
  }

  @Override
  public int pack(ISOComponent field, byte[] wire, int at) {
    byte[] bytes = bytes(field);
    int start = prefix.write(bytes.length, wire, at);
    System.arraycopy(bytes, 0, wire, start, bytes.length);
    return start + bytes.length;
  }

  /** The bytes; null if the field holds anything else. */
  private static byte[] bytes(ISOComponent field) {
    return field.getClass() == ISOBinaryField.class
        ? (byte[]) ((ISOBinaryField) field).getValue()
        : null;
  }
}
