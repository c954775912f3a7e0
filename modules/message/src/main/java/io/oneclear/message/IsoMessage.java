package io.oneclear.message;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;
import org.jpos.iso.ISOMsg;

/**
 * An ISO 8583 message: a type and numbered fields, each text or bytes. Dialects read and write it;
 * simulators and tests build it field by field.
 *
 * <p>A text field holds what the dialect's table says (digits, characters); a binary field holds
 * raw bytes. Mutable until handed on; not for two threads at once. {@link #toString()} lists field
 * numbers and sizes only; the masked contents come from the printer.
 */
public final class IsoMessage {

  /** What text is on the wire where it is more than ASCII: 国标码. */
  static final Charset GBK = Charset.forName("GBK");

  private final ISOMsg iso;
  private boolean wideBitmap;

  public IsoMessage(Mti mti) {
    iso = new ISOMsg();
    try {
      iso.setMTI(mti.digits());
    } catch (ISOException e) {
      throw new IllegalStateException("a valid type was refused", e);
    }
  }

  /**
   * Without a type yet. Takes no jPOS type, or whoever makes a message elsewhere would need jPOS to
   * compile.
   */
  IsoMessage() {
    iso = new ISOMsg();
  }

  ISOComponent component(int field) {
    return iso.getComponent(field);
  }

  /** True if the message came with a second bitmap, even an empty one. */
  boolean wideBitmap() {
    return wideBitmap;
  }

  void wideBitmap(boolean wide) {
    wideBitmap = wide;
  }

  public Mti mti() {
    return new Mti(iso.getString(0));
  }

  public boolean has(int field) {
    return iso.hasField(field);
  }

  /** The field as text; null if absent. A binary field comes as upper-case hex. */
  public String text(int field) {
    return iso.getString(field);
  }

  /** The field as bytes; null if absent. A text field comes as its GBK bytes. */
  public byte[] bytes(int field) {
    return iso.getComponent(field) instanceof ISOField text
        ? ((String) text.getValue()).getBytes(GBK)
        : iso.getBytes(field);
  }

  /**
   * The field as characters, whether the dialect reads it as text or as bytes (then as GBK); null
   * if absent. Bytes that are no GBK become U+FFFD.
   */
  public String characters(int field) {
    return isBinary(field) ? new String(iso.getBytes(field), GBK) : iso.getString(field);
  }

  /** True if the field is there and holds bytes, not text. */
  public boolean isBinary(int field) {
    return iso.getComponent(field) instanceof ISOBinaryField;
  }

  public IsoMessage set(int field, String text) {
    return put(new ISOField(field, text));
  }

  public IsoMessage set(int field, byte[] bytes) {
    return put(new ISOBinaryField(field, bytes));
  }

  /** Takes a field over from another message of the same dialect, if that has it. */
  public IsoMessage copy(int field, IsoMessage from) {
    ISOComponent component = from.iso.getComponent(field);
    return component == null ? this : put(component);
  }

  public IsoMessage unset(int field) {
    iso.unset(field);
    return this;
  }

  /** Numbers of the fields present, ascending, without type and bitmap. */
  public int[] fields() {
    int highest = Math.max(iso.getMaxField(), 0);
    int[] numbers = new int[highest + 1];
    int count = 0;
    for (int field = 2; field <= highest; field++) {
      if (iso.hasField(field)) {
        numbers[count++] = field;
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  IsoMessage put(ISOComponent component) {
    try {
      iso.set(component);
      return this;
    } catch (ISOException e) {
      throw new IllegalStateException("a field was refused", e);
    }
  }

  @Override
  public String toString() {
    return "IsoMessage[" + iso.getString(0) + " fields " + Arrays.toString(fields()) + "]";
  }
}
