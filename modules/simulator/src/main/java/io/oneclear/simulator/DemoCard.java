package io.oneclear.simulator;

import io.oneclear.message.Pan;
import io.oneclear.message.Track2;

/**
 * A test card, one line of {@code cards.csv}. Prints masked.
 *
 * @param pin the cardholder's PIN, 4 to 12 digits
 * @param expiry YYMM
 */
public record DemoCard(Pan pan, String pin, String expiry, Track2 track2, CardProduct product) {

  /** The PIN of every card that no file names. */
  public static final String DEFAULT_PIN = "123456";

  public DemoCard {
    if (!pin.matches("\\d{4,12}")) {
      throw new IllegalArgumentException("a PIN is 4 to 12 digits");
    }
    if (!expiry.matches("\\d{4}")) {
      throw new IllegalArgumentException("an expiry is YYMM");
    }
  }

  @Override
  public String toString() {
    return "DemoCard[" + pan + " " + product + "]";
  }
}
