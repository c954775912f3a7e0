package io.oneclear.security;

/** What a key may be used for, with its TR-31 usage code (X9.143 table 2). */
public enum KeyUsage {
  /** TMK or ZMK: encrypts other keys. */
  KEY_ENCRYPTION("K0"),
  /** PIK, TPK or ZPK. */
  PIN_ENCRYPTION("P0"),
  /** MAK, TAK or ZAK. */
  MAC("M0"),
  /** TDK. */
  DATA_ENCRYPTION("D0");

  private final String tr31;

  KeyUsage(String tr31) {
    this.tr31 = tr31;
  }

  public String tr31() {
    return tr31;
  }
}
