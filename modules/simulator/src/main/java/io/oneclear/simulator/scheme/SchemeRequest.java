package io.oneclear.simulator.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Pan;
import io.oneclear.simulator.scheme.key.EnteredPin;
import io.oneclear.simulator.scheme.rule.Subject;

/**
 * A financial message or reversal as the issuer looks at it.
 *
 * @param message all fields, for the answer and the log
 * @param mti its type, repeat digit included
 * @param identity of this message
 * @param fen field 4; 0 for a balance inquiry
 * @param pin what field 52 opened to
 * @param original field 90; null if absent
 */
record SchemeRequest(
    IsoMessage message,
    String mti,
    Kind kind,
    Identity identity,
    Pan pan,
    long fen,
    EnteredPin pin,
    Identity original)
    implements Subject {

  enum Kind {
    BALANCE,
    PURCHASE,
    VOID,
    REFUND,
    REVERSAL,
    UNSUPPORTED
  }

  @Override
  public String type() {
    return identity.mti();
  }

  @Override
  public boolean panStartsWith(String prefix) {
    return pan.clear().startsWith(prefix);
  }

  @Override
  public boolean isPurchase() {
    return kind == Kind.PURCHASE;
  }

  @Override
  public String text(int field) {
    String text = message.text(field);
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "SchemeRequest[" + kind + " " + pan + "]";
  }
}
