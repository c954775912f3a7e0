package io.oneclear.message;

import io.oneclear.message.jpos.DigitText;
import io.oneclear.message.jpos.PackedDigits;
import io.oneclear.message.jpos.WireField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.packager.GenericPackager;

/**
 * The fields of a dialect: a jPOS packager file ({@code cfg/packager/*.xml}) whose field classes
 * are those of {@code io.oneclear.message.jpos}.
 *
 * <p>Reading takes any bytes: what is not exactly a message of the table is refused with a {@link
 * MalformedMessageException} that names the field, and lengths are checked before anything is
 * allocated. What was read is written again to the identical bytes. Immutable, for any number of
 * threads.
 */
public final class FieldTable {

  /** The only document type accepted: jPOS resolves it from its own jar, never from a network. */
  private static final String DOCTYPE =
      "<!DOCTYPE isopackager PUBLIC \"-//jPOS/jPOS Generic Packager DTD 1.0//EN\" "
          + "\"http://jpos.org/dtd/generic-packager-1.0.dtd\">";

  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final WireField type;
  private final int bitmaps;
  private final WireField[] fields;

  /** What a field takes whatever it holds; 0 if that depends. */
  private final int[] fixedSizes;

  /** Which fields there are, as two bitmaps. */
  private final long[] known = new long[2];

  private final String[] names;

  private FieldTable(WireField type, int bitmaps, WireField[] fields, String[] names) {
    this.type = type;
    this.bitmaps = bitmaps;
    this.fields = fields;
    this.names = names;
    this.fixedSizes = new int[fields.length];
    for (int number = 2; number < fields.length; number++) {
      if (fields[number] != null) {
        known[(number - 1) / Bits.MAP] |= Bits.bit(number);
        fixedSizes[number] = fields[number].fixedSize();
      }
    }
  }

  /**
   * Reads a table.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is not a table; names the file and what is wrong
   */
  public static FieldTable load(Path file) throws IOException {
    byte[] xml = Files.readAllBytes(file);
    try {
      return parse(xml);
    } catch (ISOException e) {
      String why = Objects.requireNonNullElse(e.getMessage(), "not a table");
      throw new IllegalArgumentException(
          file + ": " + why.lines().findFirst().orElse("not a table"), e);
    }
  }

  private static FieldTable parse(byte[] xml) throws ISOException {
    String text = new String(xml, StandardCharsets.UTF_8);
    int declared = text.indexOf("<!DOCTYPE");
    if (declared < 0
        || !text.startsWith(DOCTYPE, declared)
        || text.indexOf("<!DOCTYPE", declared + 1) >= 0) {
      throw new ISOException("must declare exactly " + DOCTYPE);
    }
    GenericPackager packager = new GenericPackager(new ByteArrayInputStream(xml));
    ISOFieldPackager bitmap = packager.getFieldPackager(1);
    if (bitmap == null || (bitmap.getLength() != 8 && bitmap.getLength() != 16)) {
      throw new ISOException("field 1 must be a bitmap of length 8 or 16");
    }
    int bitmaps = bitmap.getLength() / 8;
    WireField[] fields = new WireField[bitmaps * Bits.MAP + 1];
    String[] names = new String[fields.length];
    for (int number = 2; number < fields.length; number++) {
      ISOFieldPackager field = packager.getFieldPackager(number);
      if (field != null) {
        fields[number] = ours(number, field);
        names[number] = field.getDescription();
      }
    }
    return new FieldTable(type(packager), bitmaps, fields, names);
  }

  private static WireField type(GenericPackager packager) throws ISOException {
    WireField type = ours(0, packager.getFieldPackager(0));
    if (type.getLength() == 4 && (type instanceof PackedDigits || type instanceof DigitText)) {
      return type;
    }
    throw new ISOException("field 0 must be four digits");
  }

  private static WireField ours(int number, ISOFieldPackager field) throws ISOException {
    if (field instanceof WireField wire) {
      return wire;
    }
    throw new ISOException(
        "field "
            + number
            + " must have a class of io.oneclear.message.jpos, not "
            + (field == null ? "none" : field.getClass().getName()));
  }

  /** Name of a field, as the table gives it; null if the table has no such field. */
  public String name(int field) {
    return field >= 0 && field < names.length ? names[field] : null;
  }

  /**
   * Reads the message that fills {@code wire} from {@code offset} to their end.
   *
   * @param wire the message's from now on: its fields are read from there when asked for
   * @throws MalformedMessageException if that is not exactly one message of this table
   */
  public IsoMessage unpack(byte[] wire, int offset) throws MalformedMessageException {
    Reading reading = read(wire, offset);
    if (reading.fault != null) {
      throw reading.fault;
    }
    return reading.message;
  }

  /** Like {@link #unpack}, but keeps what could be read before the fault. */
  public Reading read(byte[] wire, int offset) {
    IsoMessage message = null;
    int field = 0;
    try {
      int at = type.end(wire, offset);
      message = new IsoMessage(Mti.of((int) type.number(wire, offset, at)));
      field = 1;
      long first = bitmap(wire, at, 0);
      long second = first < 0 ? bitmap(wire, at, 1) : 0;
      at += first < 0 ? 2 * Long.BYTES : Long.BYTES;
      int[] bounds = new int[Bits.count(first & Long.MAX_VALUE, second) + 1];
      Received received = new Received(fields, wire, first & Long.MAX_VALUE, second, bounds);
      message = new IsoMessage(message.mti(), first < 0, received);
      for (int i = 0; i < bounds.length - 1; i++) {
        field = Bits.next(first, second, field);
        bounds[i] = at;
        at = form(field).end(wire, at);
      }
      bounds[bounds.length - 1] = at;
      field = 0;
      if (at < wire.length) {
        throw new ISOException(wire.length - at + " bytes left over after the last field");
      }
      return new Reading(message, null);
    } catch (ISOException e) {
      if (field > 1) {
        message.dropFrom(field);
      }
      return new Reading(message, new MalformedMessageException(field, e.getMessage()));
    }
  }

  private long bitmap(byte[] wire, int start, int number) throws ISOException {
    if (number == bitmaps) {
      throw new ISOException("bit 1 is set, and this dialect has no second bitmap");
    }
    int at = start + number * Long.BYTES;
    if (wire.length - at < Long.BYTES) {
      throw new ISOException(
          "needs " + Long.BYTES + " bytes, the message has " + (wire.length - at) + " left");
    }
    return (long) INT64.get(wire, at);
  }

  private WireField form(int number) throws ISOException {
    if (number >= fields.length || fields[number] == null) {
      throw new ISOException("not a field of this dialect");
    }
    return fields[number];
  }

  /**
   * Writes a message.
   *
   * @throws IllegalArgumentException if a field is not of the table or its value does not fit;
   *     names the field, not the value
   */
  public byte[] pack(IsoMessage message) {
    return pack(message, 0);
  }

  /**
   * Writes a message, with room in front of it for what is not its own: TPDU, header.
   *
   * @param room how many bytes the message stands behind
   * @throws IllegalArgumentException as {@link #pack(IsoMessage)}
   */
  public byte[] pack(IsoMessage message, int room) {
    int field = 0;
    try {
      long low = message.low();
      long high = message.high();
      field = Bits.next(low & ~known[0], high & ~known[1], 1);
      if (field <= 2 * Bits.MAP) {
        form(field); // refuses it
      }
      boolean wide = bitmaps > 1 && (high != 0 || message.wideBitmap());
      byte[] wire = new byte[room + size(message, wide)];
      field = 0;
      int at = type.write(message.mti().digits(), wire, room);
      INT64.set(wire, at, wide ? low | Long.MIN_VALUE : low);
      at += Long.BYTES;
      if (wide) {
        INT64.set(wire, at, high);
        at += Long.BYTES;
      }
      field = 1;
      for (int i = 0; i < message.count(); i++) {
        field = Bits.next(low, high, field);
        at = write(field, message.valueAt(i), wire, at);
      }
      return wire;
    } catch (ISOException e) {
      throw new IllegalArgumentException("field " + field + ": " + e.getMessage(), e);
    }
  }

  /** How many bytes it all takes, if it fits. */
  private int size(IsoMessage message, boolean wide) {
    int size = type.size(message.mti().digits()) + (wide ? 2 : 1) * Long.BYTES;
    int field = 1;
    for (int i = 0; i < message.count(); i++) {
      field = Bits.next(message.low(), message.high(), field);
      size += fixedSizes[field] > 0 ? fixedSizes[field] : size(field, message.valueAt(i));
    }
    return size;
  }

  private int size(int field, Object value) {
    if (value instanceof Received came) {
      return came.forms() == fields
          ? came.end(field) - came.start(field)
          : fields[field].size(came.value(field));
    }
    return fields[field].size(value);
  }

  private int write(int field, Object value, byte[] wire, int at) throws ISOException {
    if (!(value instanceof Received came)) {
      return fields[field].write(value, wire, at);
    }
    if (came.forms() != fields) {
      return fields[field].write(came.value(field), wire, at);
    }
    int start = came.start(field);
    int length = came.end(field) - start;
    System.arraycopy(came.wire(), start, wire, at, length);
    return at + length;
  }

  /**
   * How far a message could be read.
   *
   * @param message the fields up to the fault; null if not even the type could be read
   * @param fault null if all of it was read
   */
  public record Reading(IsoMessage message, MalformedMessageException fault) {}
}
