package io.oneclear.settlement;

import java.util.ArrayList;
import java.util.List;

/**
 * Told at the places where a crash would hurt most: inside a unit of work before it is committed,
 * between a commit and the next, between two files. Tests and fault drills stop the worker there.
 */
@FunctionalInterface
public interface Checkpoint {

  Checkpoint NONE = _ -> {};

  /** What every step passes, first of all. */
  String FIRST = "begin";

  /** What every step passes in the end. */
  List<String> LAST = List.of("before-commit", "after-commit", "end");

  /** What single steps pass in between. */
  List<String> OF_ONE_STEP =
      List.of(
          "CUT_OVER:day-moved",
          "COLLECT:filling-begun",
          "COLLECT:lane-before-commit",
          "COLLECT:lane-committed",
          "PRICE:filling-begun",
          "PRICE:lane-before-commit",
          "PRICE:lane-committed",
          "PRICE:sales-written",
          "PAY:prepared",
          "PAY:file-written",
          "PAY:file-noted",
          "CONFIRM:answer-taken",
          "CLOSE:statements-begun",
          "CLOSE:statements-named",
          "CLOSE:statements-written");

  /**
   * @param place for example {@code POST:before-commit}
   */
  void reached(String place);

  /** Every place there is, in the order in which a day passes them. */
  static List<String> places() {
    List<String> places = new ArrayList<>();
    for (Step step : Step.values()) {
      places.add(step + ":" + FIRST);
      OF_ONE_STEP.stream().filter(place -> place.startsWith(step + ":")).forEach(places::add);
      LAST.forEach(place -> places.add(step + ":" + place));
    }
    return places;
  }
}
