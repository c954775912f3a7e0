package io.oneclear.settlement.report;

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
}
