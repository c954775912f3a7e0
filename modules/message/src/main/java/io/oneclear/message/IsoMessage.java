package io.oneclear.message;

import io.oneclear.message.text.Gbk;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An ISO 8583 message: a type and numbered fields, each text or bytes. Dialects read and write it;
 * simulators and tests build it field by field.
 *
 * <p>A text field holds what the dialect's table says (digits, characters); a binary field holds
 * raw bytes. A message that was read keeps its frame and makes a field's text when it is asked for,
 * each time anew. Mutable until handed on; not for two threads at once. {@link #toString()} lists
 * field numbers and sizes only; the masked contents come from the printer.
 */
public final class IsoMessage {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int FIRST = 2;
  private static final int LAST = 2 * Bits.MAP;

  /** Room for the fields of an ordinary message. */
  private static final int USUAL = 28;

  private final Mti mti;
  private final boolean wideBitmap;

  /** What came; null in a message built here. */
  private final Received received;

  private long low;
  private long high;

  /**
   * Of each field present, ascending: a String, a byte[], or the {@link Received} of the message it
   * comes from. Null as long as all of them are {@link #received}.
   */
  private Object[] values;

  public IsoMessage(Mti mti) {
    this.mti = Objects.requireNonNull(mti);
    this.wideBitmap = false;
    this.received = null;
  }

  /** A message that came, as far as it could be read. */
  IsoMessage(Mti mti, boolean wideBitmap, Received received) {
    this.mti = mti;
    this.wideBitmap = wideBitmap;
    this.received = received;
    this.low = received.low();
    this.high = received.high();
  }

  /** True if the message came with a second bitmap, even an empty one. */
  boolean wideBitmap() {
    return wideBitmap;
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }

  int count() {
    return Bits.count(low, high);
  }

  /** Keeps only the fields before this one: it could not be read. */
  void dropFrom(int field) {
    long before = -Bits.bit(field) << 1;
    low &= field <= Bits.MAP ? before : -1;
    high &= field <= Bits.MAP ? 0 : before;
  }

  /** Value of the field that {@code rank} others stand before. */
  Object valueAt(int rank) {
    return values == null ? received : values[rank];
  }

  private Object value(int field) {
    return has(field) ? valueAt(Bits.rank(low, high, field)) : null;
  }

  public Mti mti() {
    return mti;
  }

  public boolean has(int field) {
    return field >= FIRST && field <= LAST && Bits.has(low, high, field);
  }

  /** The field as text; null if absent. A binary field comes as upper-case hex. */
  public String text(int field) {
    return switch (value(field)) {
      case null -> null;
      case Received came -> came.text(field);
      case String text -> text;
      case Object bytes -> HEX.formatHex((byte[]) bytes);
    };
  }

  /** The field as bytes; null if absent. A text field comes as its GBK bytes. */
  public byte[] bytes(int field) {
    return switch (value(field)) {
      case null -> null;
      case Received came -> came.bytes(field);
      case String text -> text.getBytes(Gbk.CHARSET);
      case Object bytes -> (byte[]) bytes;
    };
  }

  /**
   * The field as characters, whether the dialect reads it as text or as bytes (then as GBK); null
   * if absent. Bytes that are no GBK become U+FFFD.
   */
  public String characters(int field) {
    return isBinary(field) ? new String(bytes(field), Gbk.CHARSET) : text(field);
  }

  /** True if the field is there and holds bytes, not text. */
  public boolean isBinary(int field) {
    return switch (value(field)) {
      case null -> false;
      case Received came -> came.isBinary(field);
      case Object value -> value instanceof byte[];
    };
  }

  /** True if the field is there and is exactly this ASCII text; makes no text to find out. */
  public boolean is(int field, String text) {
    return switch (value(field)) {
      case null -> false;
      case Received came -> came.is(field, text);
      case Object _ -> text.equals(text(field));
    };
  }

  /** How many characters {@link #text} has. */
  public int length(int field) {
    return value(field) instanceof Received came ? came.length(field) : text(field).length();
  }

  /**
   * Writes the characters of {@link #text} as bytes; one that is not ASCII becomes zero.
   *
   * @param into has room for {@link #length} bytes from {@code at}
   */
  public void copyText(int field, byte[] into, int at) {
    if (value(field) instanceof Received came) {
      came.copyText(field, into, at);
      return;
    }
    String text = text(field);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      into[at + i] = (byte) (c < 0x80 ? c : 0);
    }
  }

  /**
   * A field of digits as a number.
   *
   * @throws NumberFormatException if it is absent or anything else
   */
  public long number(int field) {
    return value(field) instanceof Received came ? came.number(field) : Long.parseLong(text(field));
  }

  public IsoMessage set(int field, String text) {
    return put(field, Objects.requireNonNull(text));
  }

  /**
   * @param bytes not copied
   */
  public IsoMessage set(int field, byte[] bytes) {
    return put(field, Objects.requireNonNull(bytes));
  }

  /** Takes a field over from another message, if that has it. */
  public IsoMessage copy(int field, IsoMessage from) {
    Object value = from.value(field);
    return value == null ? this : put(field, value);
  }

  public IsoMessage unset(int field) {
    if (has(field)) {
      own(0);
      int rank = Bits.rank(low, high, field);
      System.arraycopy(values, rank + 1, values, rank, values.length - rank - 1);
      flip(field);
    }
    return this;
  }

  /** Numbers of the fields present, ascending, without type and bitmap. */
  public int[] fields() {
    int[] numbers = new int[count()];
    int field = FIRST - 1;
    for (int i = 0; i < numbers.length; i++) {
      field = Bits.next(low, high, field);
      numbers[i] = field;
    }
    return numbers;
  }

  private IsoMessage put(int field, Object value) {
    if (field < FIRST || field > LAST) {
      throw new IllegalArgumentException("field " + field + ": not a field of any message");
    }
    own(1);
    int rank = Bits.rank(low, high, field);
    if (!Bits.has(low, high, field)) {
      System.arraycopy(values, rank, values, rank + 1, count() - rank);
      flip(field);
    }
    values[rank] = value;
    return this;
  }

  private void flip(int field) {
    if (field <= Bits.MAP) {
      low ^= Bits.bit(field);
    } else {
      high ^= Bits.bit(field);
    }
  }

  /** Makes {@link #values} this message's own, with room for {@code more}. */
  private void own(int more) {
    int count = count();
    if (values == null) {
      values = new Object[received == null ? USUAL : count + USUAL / 4];
      Arrays.fill(values, 0, count, received);
    } else if (count + more > values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
  }

  @Override
  public String toString() {
    return "IsoMessage[" + mti + " fields " + Arrays.toString(fields()) + "]";
  }
}
