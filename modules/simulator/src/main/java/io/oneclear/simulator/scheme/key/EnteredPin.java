package io.oneclear.simulator.scheme.key;

/** What came out of field 52 under the ZPK. Never printed. */
public sealed interface EnteredPin {

  /** No field 52. */
  record None() implements EnteredPin {}

  /** Field 52 does not open to a PIN of this card. */
  record Unreadable() implements EnteredPin {}

  /** The digits the cardholder typed. */
  record Digits(String pin) implements EnteredPin {
    @Override
    public String toString() {
      return "Digits[****]";
    }
  }
}
