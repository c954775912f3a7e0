package io.oneclear.message;

import io.oneclear.message.jpos.WireField;
import io.oneclear.message.jpos.WireReader;
import io.oneclear.message.jpos.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final int BITS = 64;

  private final WireField type;
  private final int bitmaps;
  private final WireField[] fields;
  private final String[] names;

  private FieldTable(WireField type, int bitmaps, WireField[] fields, String[] names) {
    this.type = type;
    this.bitmaps = bitmaps;
    this.fields = fields;
    this.names = names;
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
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
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
    WireField[] fields = new WireField[bitmaps * BITS + 1];
    String[] names = new String[fields.length];
    for (int number = 2; number < fields.length; number++) {
      ISOFieldPackager field = packager.getFieldPackager(number);
      if (field != null) {
        fields[number] = ours(number, field);
        names[number] = field.getDescription();
      }
    }
    return new FieldTable(ours(0, packager.getFieldPackager(0)), bitmaps, fields, names);
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
   * Reads the message that fills {@code bytes} from {@code offset} to their end.
   *
   * @throws MalformedMessageException if that is not exactly one message of this table
   */
  public IsoMessage unpack(byte[] bytes, int offset) throws MalformedMessageException {
    Reading reading = read(bytes, offset);
    if (reading.fault != null) {
      throw reading.fault;
    }
    return reading.message;
  }

  /** Like {@link #unpack}, but keeps what could be read before the fault. */
  public Reading read(byte[] bytes, int offset) {
    IsoMessage message = new IsoMessage();
    WireReader in = new WireReader(bytes, offset);
    int number = 0;
    try {
      message.put(type.read(0, in));
      number = 1;
      long[] bits = bitmap(in);
      message.wideBitmap(bits.length > 1);
      for (int map = 0; map < bits.length; map++) {
        long rest = map == 0 ? bits[0] & Long.MAX_VALUE : bits[map];
        while (rest != 0) {
          int zeros = Long.numberOfLeadingZeros(rest);
          rest &= ~(Long.MIN_VALUE >>> zeros);
          number = map * BITS + zeros + 1;
          message.put(field(number).read(number, in));
        }
      }
      if (in.remaining() > 0) {
        number = 0;
        throw new ISOException(in.remaining() + " bytes left over after the last field");
      }
      return new Reading(message, null);
    } catch (ISOException e) {
      return new Reading(
          message.has(0) ? message : null, new MalformedMessageException(number, e.getMessage()));
    }
  }

  private long[] bitmap(WireReader in) throws ISOException {
    long first = in.int64();
    if (first >= 0) {
      return new long[] {first};
    }
    if (bitmaps == 1) {
      throw new ISOException("bit 1 is set, and this dialect has no second bitmap");
    }
    return new long[] {first, in.int64()};
  }

  private WireField field(int number) throws ISOException {
    if (number >= fields.length || fields[number] == null) {
      throw new ISOException("not a field of this dialect");
    }
    return fields[number];
  }

  /**
   * Writes a message.
   *
   * @param before bytes to stand in front of it: TPDU, header
   * @throws IllegalArgumentException if a field is not of the table or its value does not fit;
   *     names the field, not the value
   */
  public byte[] pack(IsoMessage message, byte[]... before) {
    WireWriter out = new WireWriter(512);
    for (byte[] part : before) {
      out.write(part);
    }
    int number = 0;
    try {
      type.write(message.component(0), out);
      int[] present = message.fields();
      long[] bits = new long[bitmaps];
      for (int field : present) {
        number = field;
        field(field);
        bits[(field - 1) / BITS] |= Long.MIN_VALUE >>> ((field - 1) % BITS);
      }
      boolean wide = bitmaps > 1 && (bits[1] != 0 || message.wideBitmap());
      out.int64(wide ? bits[0] | Long.MIN_VALUE : bits[0]);
      if (wide) {
        out.int64(bits[1]);
      }
      for (int field : present) {
        number = field;
        fields[field].write(message.component(field), out);
      }
      return out.toBytes();
    } catch (ISOException e) {
      throw new IllegalArgumentException("field " + number + ": " + e.getMessage(), e);
    }
  }

  /**
   * How far a message could be read.
   *
   * @param message the fields up to the fault; null if not even the type could be read
   * @param fault null if all of it was read
   */
  public record Reading(IsoMessage message, MalformedMessageException fault) {}
}
