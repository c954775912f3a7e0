package io.oneclear.security;

/** Layout of a clear PIN block before encryption. */
public enum PinFormat {
  /** ISO 9564-1 format 0, ANSI X9.8 with PAN (field 53 digit 1 = 2). */
  ISO0,
  /** X9.8 without PAN: length, PIN, F filler (field 53 digit 1 = 1). */
  X98_NO_PAN
}
