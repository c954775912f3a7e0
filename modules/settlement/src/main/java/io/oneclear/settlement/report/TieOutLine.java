package io.oneclear.settlement.report;

import io.oneclear.message.Money;

/**
 * Two sides that must be equal, to the fen.
 *
 * @param itemsFen the part of the difference that stands as open items: left + items = right
 */
public record TieOutLine(
    String name, String left, long leftFen, String right, long rightFen, long itemsFen) {

  public boolean tied() {
    return leftFen + itemsFen == rightFen;
  }

  /** Both sides and whether they agree, for people. */
  public String text() {
    return (tied() ? "tied  " : "OPEN  ")
        + name
        + ": "
        + left
        + " "
        + yuan(leftFen)
        + (itemsFen == 0 ? "" : " + open items " + yuan(itemsFen))
        + " = "
        + right
        + " "
        + yuan(rightFen);
  }

  private static String yuan(long fen) {
    return Money.cny(fen).yuan();
  }
}
