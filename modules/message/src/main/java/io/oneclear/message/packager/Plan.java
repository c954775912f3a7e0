package io.oneclear.message.packager;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.jpos.iso.IFB_BITMAP;
import org.jpos.iso.ISOBitMap;
import org.jpos.iso.ISOBitMapPackager;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOMsgFieldPackager;

/** A compiled table: type, one or two binary bitmaps, fields. For any number of threads. */
final class Plan {

  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BITMAP = -1;
  private static final int MAP = 64;

  /** By field number; null where the table has no field. */
  private final Form[] forms;

  /** 1 or 2. */
  private final int maps;

  private Plan(Form[] forms, int maps) {
    this.forms = forms;
    this.maps = maps;
  }

  /** Null if the table is not of this kind. */
  static Plan of(ISOFieldPackager[] fields) {
    int bitmap = fields[1] == null ? 0 : fields[1].getLength();
    boolean type = fields[0] != null && !(fields[0] instanceof ISOMsgFieldPackager);
    if (!type
        || fields[0] instanceof ISOBitMapPackager
        || fields[1].getClass() != IFB_BITMAP.class
        || (bitmap != 8 && bitmap != 16)
        || fields.length > 2 * MAP + 1) {
      return null;
    }
    Form[] forms = new Form[fields.length];
    for (int number = 0; number < fields.length; number++) {
      forms[number] = fields[number] == null || number == 1 ? null : Forms.of(fields[number]);
    }
    return new Plan(forms, bitmap / 8);
  }

  /** Consumed bytes, or {@link Form#NOT_TAKEN}. */
  int unpack(ISOMsg into, byte[] wire) throws ISOException {
    int at = forms[0].unpack(0, wire, 0, into);
    if (at < 0 || wire.length - at < Long.BYTES) {
      return Form.NOT_TAKEN;
    }
    long first = (long) INT64.get(wire, at);
    at += Long.BYTES;
    long second = 0;
    if (first < 0 && maps > 1) {
      if (wire.length - at < Long.BYTES) {
        return Form.NOT_TAKEN;
      }
      second = (long) INT64.get(wire, at);
      at += Long.BYTES;
    }
    into.set(new ISOBitMap(BITMAP, bits(first, second)));
    at = unpack(first & Long.MAX_VALUE, 0, wire, at, into);
    return at < 0 ? at : unpack(second, MAP, wire, at, into);
  }

  /** The fields of one map, from {@code at} on. */
  private int unpack(long map, int base, byte[] wire, int at, ISOMsg into) throws ISOException {
    int next = at;
    for (long rest = map; rest != 0 && next >= 0; ) {
      int zeros = Long.numberOfLeadingZeros(rest);
      rest &= ~(Long.MIN_VALUE >>> zeros);
      int number = base + zeros + 1;
      if (number < forms.length) {
        Form form = forms[number];
        next = form == null ? Form.NOT_TAKEN : form.unpack(number, wire, next, into);
      }
    }
    return next;
  }

  /** Bit n of the set is field n. */
  private static BitSet bits(long first, long second) {
    long low = Long.reverse(first);
    long high = Long.reverse(second);
    return BitSet.valueOf(new long[] {low << 1, low >>> 63 | high << 1, high >>> 63});
  }

  /** The message as bytes, or null. */
  byte[] pack(ISOMsg message) throws ISOException {
    if (!(message.getComponent(BITMAP) instanceof ISOBitMap bitmap)
        || !(bitmap.getValue() instanceof BitSet set)) {
      return null;
    }
    int length = set.length() - 1;
    int mapsNeeded = Math.max(0, length + MAP - 1) / MAP;
    if (mapsNeeded > maps || length >= forms.length) {
      return null;
    }
    ISOComponent[] fields = fields(message, set);
    int size = size(fields, set);
    return size < 0 ? null : write(fields, set, mapsNeeded, size);
  }

  /** The type, if there is one, and the fields of the bitmap. */
  private static ISOComponent[] fields(ISOMsg message, BitSet set) {
    ISOComponent[] fields = new ISOComponent[set.cardinality() + 1];
    fields[0] = message.getComponent(0);
    int count = 1;
    for (int number = set.nextSetBit(2); number >= 0; number = set.nextSetBit(number + 1)) {
      fields[count++] = message.getComponent(number);
    }
    return fields;
  }

  /** How many bytes they take without the bitmaps, or {@link Form#NOT_TAKEN}. */
  private int size(ISOComponent[] fields, BitSet set) {
    int size = fields[0] == null ? 0 : forms[0].size(fields[0]);
    int count = 1;
    for (int number = set.nextSetBit(2);
        number >= 0 && size >= 0;
        number = set.nextSetBit(number + 1)) {
      ISOComponent field = fields[count++];
      boolean there = field != null && forms[number] != null;
      int taken = there ? forms[number].size(field) : Form.NOT_TAKEN;
      size = taken < 0 ? taken : size + taken;
    }
    return size;
  }

  private byte[] write(ISOComponent[] fields, BitSet set, int mapsNeeded, int size) {
    byte[] wire = new byte[size + mapsNeeded * Long.BYTES];
    int at = fields[0] == null ? 0 : forms[0].pack(fields[0], wire, 0);
    int bitmap = at;
    if (mapsNeeded > 1) {
      wire[bitmap] |= (byte) 0x80;
    }
    at += mapsNeeded * Long.BYTES;
    int count = 1;
    for (int number = set.nextSetBit(1); number >= 0; number = set.nextSetBit(number + 1)) {
      wire[bitmap + ((number - 1) >> 3)] |= (byte) (0x80 >> ((number - 1) & 7));
      if (number > 1) {
        at = forms[number].pack(fields[count++], wire, at);
        if (at < 0) {
          return null;
        }
      }
    }
    return wire;
  }
}
