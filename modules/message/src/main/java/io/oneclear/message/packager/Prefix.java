package io.oneclear.message.packager;

/** How a variable field says its length; as lenient as jPOS's prefixers are. */
enum Prefix {
  /** None: a fixed field. */
  NONE(0, 0, false),
  ASCII_LL(2, 99, false),
  ASCII_LLL(3, 999, false),
  BCD_LL(1, 99, true),
  BCD_LLL(2, 999, true),
  BCD_LLLL(2, 9_999, true);

  private final int bytes;
  private final int most;
  private final boolean packed;

  Prefix(int bytes, int most, boolean packed) {
    this.bytes = bytes;
    this.most = most;
    this.packed = packed;
  }

  int bytes() {
    return bytes;
  }

  /**
   * The length of a field that is at most {@code longest}; {@link Form#NOT_TAKEN} if it is more.
   */
  int read(byte[] wire, int at, int longest) {
    if (this == NONE) {
      return longest;
    }
    if (wire.length - at < bytes) {
      return Form.NOT_TAKEN;
    }
    int length = 0;
    for (int i = at; i < at + bytes; i++) {
      if (packed) {
        length = length * 100 + (wire[i] >> 4 & 15) * 10 + (wire[i] & 15);
      } else if (wire[i] >= '0' && wire[i] <= '9') {
        length = length * 10 + wire[i] - '0';
      } else {
        return Form.NOT_TAKEN;
      }
    }
    return longest > 0 && length > longest ? Form.NOT_TAKEN : length;
  }

  /** True if a content of this length can be said. */
  boolean says(int length) {
    return this == NONE || length <= most;
  }

  /** Writes the length, and returns where it ends. */
  int write(int length, byte[] wire, int at) {
    int rest = length;
    for (int i = at + bytes - 1; i >= at; i--) {
      wire[i] = (byte) (packed ? ((rest % 100 / 10) << 4) | (rest % 10) : '0' + rest % 10);
      rest /= packed ? 100 : 10;
    }
    return at + bytes;
  }
}
