package io.oneclear.simulator.day;

import io.oneclear.simulator.DemoCard;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which card comes next. One is set aside for wrong PINs, so that it alone gets blocked. */
final class DayCards {

  private final List<DemoCard> cards;
  private final DemoCard forWrongPins;

  DayCards(List<DemoCard> all) {
    if (all.size() < 2) {
      throw new IllegalArgumentException("a day needs two cards or more");
    }
    this.forWrongPins = all.getFirst();
    this.cards = List.copyOf(all.subList(1, all.size()));
  }

  DemoCard next(RandomGenerator random) {
    return cards.get(random.nextInt(cards.size()));
  }

  DemoCard forWrongPins() {
    return forWrongPins;
  }

  /** A PIN that is not the card's. */
  static String wrongPin(DemoCard card) {
    char first = card.pin().charAt(0);
    return (first == '9' ? '0' : (char) (first + 1)) + card.pin().substring(1);
  }
}
