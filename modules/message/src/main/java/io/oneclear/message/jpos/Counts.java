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

  int read(int most, WireReader in) throws ISOException {
    int start = in.skip(bytes);
    int count = 0;
    for (int i = 0; i < digits; i++) {
      int digit = packed ? Nibbles.nibble(in.array(), 2 * start + i) : in.array()[start + i] - '0';
      if (digit < 0 || digit > 9) {
        throw new ISOException("its length is not a number");
      }
      count = count * 10 + digit;
    }
    if (count > most) {
      throw new ISOException("length " + count + ", at most " + most + " is allowed");
    }
    return count;
  }

  void write(int count, int most, WireWriter out) throws ISOException {
    if (count > most) {
      throw new ISOException("length " + count + ", at most " + most + " is allowed");
    }
    int start = out.grow(bytes);
    int rest = count;
    for (int i = bytes - 1; i >= 0; i--) {
      out.put(start + i, packed ? ((rest % 100 / 10) << 4) | (rest % 10) : '0' + rest % 10);
      rest /= packed ? 100 : 10;
    }
  }
}
