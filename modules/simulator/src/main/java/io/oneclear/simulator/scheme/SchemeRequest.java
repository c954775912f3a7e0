package io.oneclear.simulator.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Pan;

/**
 * A financial message or reversal as the issuer looks at it.
 *
 * @param message all fields, for the answer and the log
 * @param identity of this message
 * @param fen field 4; 0 for a balance inquiry
 * @param pin what field 52 opened to
 * @param original field 90; null if absent
 */
record SchemeRequest(
    IsoMessage message,
    Kind kind,
    Identity identity,
    Pan pan,
    long fen,
    EnteredPin pin,
    Identity original) {

  enum Kind {
    BALANCE,
    PURCHASE,
    VOID,
    REFUND,
    REVERSAL,
    UNSUPPORTED
  }

  /** What came out of field 52 under the ZPK. Never printed. */
  sealed interface EnteredPin {

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

  String text(int field) {
    String text = message.text(field);
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "SchemeRequest[" + kind + " " + pan + "]";
  }
}
