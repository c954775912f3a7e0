package io.oneclear.message.jpos;

import org.jpos.iso.ISOException;

/** How a variable field says its length. */
enum Counts {
  /** LL as one packed byte. */
  PACKED_LL(1, 2, true),
  /** LLL as two packed bytes, the first half byte zero. */
  PACKED_LLL(2, 4, true),
  /** LL as two ASCII digits. */
  ASCII_LL(2, 2, false),
  /** LLL as three ASCII digits. */
  ASCII_LLL(3, 3, false);

  private final int bytes;
  private final int digits;
  private final boolean packed;

  Counts(int bytes, int digits, boolean packed) {
    this.bytes = bytes;
    this.digits = digits;
    this.packed = packed;
  }

  /** How many bytes say the length. */
  int bytes() {
    return bytes;
  }

  int read(int most, byte[] wire, int start) throws ISOException {
    WireField.after(wire, start, bytes);
    int count = count(wire, start);
    if (count < 0) {
      throw new ISOException("its length is not a number");
    }
    check(count, most);
    return count;
  }

  /** What the bytes at {@code start} say; -1 if that is no number. */
  int count(byte[] wire, int start) {
    return (int)
        (packed
            ? Nibbles.number(wire, 2 * start, digits)
            : Characters.number(wire, start, start + bytes));
  }

  void check(int count, int most) throws ISOException {
    if (count > most) {
      throw new ISOException("length " + count + ", at most " + most + " is allowed");
    }
  }

  /** Writes the length, and returns where it ends. */
  int write(int count, byte[] wire, int start) {
    int rest = count;
    for (int i = bytes - 1; i >= 0; i--) {
      wire[start + i] = (byte) (packed ? ((rest % 100 / 10) << 4) | (rest % 10) : '0' + rest % 10);
      rest /= packed ? 100 : 10;
    }
    return start + bytes;
  }
}
