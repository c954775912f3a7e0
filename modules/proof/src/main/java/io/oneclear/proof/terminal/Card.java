package io.oneclear.proof.terminal;

/** The cards of the simulation: published test numbers. Printed by name only. */
public enum Card {
  /** Goes to either link. */
  DEBIT("6222021234567894", "3012", false),
  /** Goes to one link only. */
  CREDIT("6250941234567898", "3012", false),
  FOREIGN("4000001234567899", "3012", true),
  EXPIRED("6222021234567894", "2001", false),
  /** No BIN covers it. */
  UNROUTED("9999991234567893", "3012", false),
  /** Its check digit is wrong. */
  MISREAD("6222021234567895", "3012", false);

  private final String number;
  private final String expiry;
  private final boolean foreign;

  Card(String number, String expiry, boolean foreign) {
    this.number = number;
    this.expiry = expiry;
    this.foreign = foreign;
  }

  String clear() {
    return number;
  }

  String expiry() {
    return expiry;
  }

  boolean foreign() {
    return foreign;
  }
}
