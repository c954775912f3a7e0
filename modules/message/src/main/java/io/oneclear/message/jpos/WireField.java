package io.oneclear.message.jpos;

import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;

/**
 * A field on the wire: length × encoding × prefix. {@code length} in the table is the exact count
 * of a fixed field and the largest of a variable one, in digits for packed digits, else in bytes.
 *
 * <p>A field that was received is a run of bytes in its message, prefix included: {@link #end} says
 * where it ends, once, and refuses what is not of this form; the others look at a run that has been
 * found so. A value to be sent is a {@code String} or a {@code byte[]}: {@link #size} says what
 * room it takes if it fits, {@link #write} refuses what does not.
 */
public abstract class WireField extends ISOFieldPackager {

  /**
   * Where the field that begins at {@code start} ends.
   *
   * @throws ISOException if the bytes from there are not of this form; says why, never what
   */
  public abstract int end(byte[] wire, int start) throws ISOException;

  /** The content as text; bytes that are none as upper-case hex. */
  public abstract String text(byte[] wire, int start, int end);

  /** The content as bytes; text as its GBK bytes. */
  public abstract byte[] bytes(byte[] wire, int start, int end);

  /** True if the content is bytes, not text. */
  public abstract boolean isBinary(byte[] wire, int start, int end);

  /** True if the content is exactly this ASCII text. */
  public boolean is(String text, byte[] wire, int start, int end) {
    return text(wire, start, end).equals(text);
  }

  /** How many characters {@link #text} has. */
  public int length(byte[] wire, int start, int end) {
    return text(wire, start, end).length();
  }

  /** Writes the characters of {@link #text} as bytes; one that is not ASCII becomes zero. */
  public void copyText(byte[] wire, int start, int end, byte[] into, int at) {
    Characters.copyAscii(text(wire, start, end), into, at);
  }

  /**
   * The content as a number.
   *
   * @throws NumberFormatException if it is not digits, or too many
   */
  public long number(byte[] wire, int start, int end) {
    return Long.parseLong(text(wire, start, end));
  }

  /** How many bytes any value takes; 0 if that depends on the value. */
  public int fixedSize() {
    return 0;
  }

  /** How many bytes the value takes, prefix included; anything for one that does not fit. */
  public abstract int size(Object value);

  /**
   * Writes a value where there is room of its {@link #size}, and returns where it ends.
   *
   * @throws ISOException if the value does not fit this form; says why, never what
   */
  public abstract int write(Object value, byte[] wire, int start) throws ISOException;

  /** Where {@code count} bytes from {@code start} end. */
  static int after(byte[] wire, int start, int count) throws ISOException {
    if (count > wire.length - start) {
      throw new ISOException(
          "needs " + count + " bytes, the message has " + (wire.length - start) + " left");
    }
    return start + count;
  }

  @Override
  public final byte[] pack(ISOComponent field) throws ISOException {
    Object value = field.getValue();
    if (!(value instanceof String) && !(value instanceof byte[])) {
      throw new ISOException("must be text or bytes");
    }
    byte[] wire = new byte[size(value)];
    write(value, wire, 0);
    return wire;
  }

  @Override
  public final int unpack(ISOComponent field, byte[] wire, int start) throws ISOException {
    int end = end(wire, start);
    field.setValue(
        field instanceof ISOBinaryField ? bytes(wire, start, end) : text(wire, start, end));
    return end - start;
  }

  @Override
  public int getMaxPackedLength() {
    return getLength() + 4;
  }
}
