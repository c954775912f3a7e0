package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.Entry.Effect;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A card account. Changed under the desk's monitor; anybody may read the balance.
 *
 * <p>It is known by the salted hash of its number, so that it can be restored from a file that
 * holds no card numbers; the PIN comes back with the card.
 */
final class Account {

  /** Wrong PINs in a row after which every PIN is refused with 75, until the next day-cut. */
  static final int MAX_WRONG_PINS = 3;

  private final String hash;
  private final CardProduct product;
  private final String issuer;
  private final String maskedPan;
  private final AtomicLong fen;
  private int number = Accounts.NO_NUMBER;
  private int wrongPins;

  Account(String hash, CardProduct product, String issuer, String maskedPan, long fen) {
    this.hash = hash;
    this.product = product;
    this.issuer = issuer;
    this.maskedPan = maskedPan;
    this.fen = new AtomicLong(fen);
  }

  String hash() {
    return hash;
  }

  CardProduct product() {
    return product;
  }

  String issuer() {
    return issuer;
  }

  String maskedPan() {
    return maskedPan;
  }

  /** What the state file calls it, from its first event on. */
  int number() {
    return number;
  }

  void number(int given) {
    number = given;
  }

  long fen() {
    return fen.get();
  }

  void apply(Effect effect, long amount) {
    switch (effect) {
      case DEBIT, HOLD -> fen.addAndGet(-amount);
      case CREDIT, RELEASE -> fen.addAndGet(amount);
      case NONE -> {}
    }
  }

  boolean pinBlocked() {
    return wrongPins >= MAX_WRONG_PINS;
  }

  void pinWasWrong() {
    wrongPins++;
  }

  void pinWasRight() {
    wrongPins = 0;
  }
}
