package io.oneclear.switching.sim;

import io.oneclear.message.IsoMessage;

/**
 * What a terminal heard.
 *
 * @param message null if nothing came
 * @param rightMac the answer carried a MAC and it was right
 * @param dropped why nothing came; null if something did, or nothing has yet
 */
public record Answer(IsoMessage message, boolean rightMac, String dropped) {

  public String text(int field) {
    return message.text(field);
  }

  /** Field 39; {@code dropped} if the switch chose not to answer, {@code nothing} before. */
  public String code() {
    if (message != null) {
      return message.text(39);
    }
    return dropped == null ? "nothing" : "dropped";
  }
}
