package io.oneclear.security;

/** Layout of a clear PIN block before encryption. */
public enum PinFormat {
  /** ISO 9564-1 format 0, ANSI X9.8 with PAN (field 53 digit 1 = 2). */
  ISO0,
  /** X9.8 without PAN: length, PIN, F filler (field 53 digit 1 = 1). */
  X98_NO_PAN,
  /** ISO 9564-1 format 2: as chip cards take it; no PAN. */
  ISO2,
  /** ISO 9564-1 format 3: format 0 with random filler A to F. */
  ISO3,
  /** ISO 9564-1 format 4: 16 bytes, with the PAN between two AES encryptions. */
  ISO4;

  /** True if the block is bound to the card number, so that it is of no use with another card. */
  public boolean bindsPan() {
    return switch (this) {
      case ISO0, ISO3, ISO4 -> true;
      case X98_NO_PAN, ISO2 -> false;
    };
  }
}
