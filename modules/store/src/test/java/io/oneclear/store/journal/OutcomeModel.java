package io.oneclear.store.journal;

import io.oneclear.switching.journal.TransactionState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A purchase and what may happen to it, one thing after another. An observation is explained if in
 * some order of the steps every racer is told what it was told and the purchase ends where it
 * ended. A racer whose call failed may have come anywhere in that order, or never.
 */
final class OutcomeModel {

  private TransactionState state = TransactionState.SENT;
  private long reversals;

  private OutcomeModel() {}

  /** What races. */
  enum Step {
    ANSWER,
    TIME_OUT,
    REVERSAL,
    REPEAT
  }

  /**
   * @param told what each was told; absent: its call failed
   * @param recovered a new life has recovered what was left undecided
   */
  static boolean explains(
      Map<Step, String> told, TransactionState ended, long reversals, boolean recovered) {
    Set<Step> failed = EnumSet.allOf(Step.class);
    failed.removeAll(told.keySet());
    for (List<Step> order : orders(List.of(), EnumSet.allOf(Step.class), failed)) {
      OutcomeModel model = new OutcomeModel();
      boolean fits = true;
      for (Step step : order) {
        String hears = model.take(step);
        fits &= failed.contains(step) || hears.equals(told.get(step));
      }
      if (recovered && model.state == TransactionState.SENT) {
        model.take(Step.TIME_OUT);
      }
      if (fits && model.state == ended && model.reversals == reversals) {
        return true;
      }
    }
    return false;
  }

  /** Every order of the steps, those that failed in it or not. */
  private static List<List<Step>> orders(List<Step> done, Set<Step> left, Set<Step> failed) {
    List<List<Step>> orders = new ArrayList<>();
    if (failed.containsAll(left)) {
      orders.add(done);
    }
    for (Step next : left) {
      List<Step> longer = new ArrayList<>(done);
      longer.add(next);
      Set<Step> rest = EnumSet.copyOf(left);
      rest.remove(next);
      orders.addAll(orders(longer, rest, failed));
    }
    return orders;
  }

  private String take(Step step) {
    return switch (step) {
      case ANSWER -> decide(TransactionState.APPROVED, 0);
      case TIME_OUT -> decide(TransactionState.TIMED_OUT, 1);
      case REVERSAL ->
          switch (state) {
            case SENT -> undo(TransactionState.TIMED_OUT);
            case APPROVED -> undo(TransactionState.REVERSED);
            case TIMED_OUT, REVERSED -> "ALREADY";
            case DECLINED, VOIDED, PARTLY_REFUNDED, REFUNDED, REMEMBERED ->
                throw new IllegalStateException("nothing here leads to " + state);
          };
      case REPEAT -> "Duplicate";
    };
  }

  private String decide(TransactionState to, int more) {
    if (state != TransactionState.SENT) {
      return "lost";
    }
    state = to;
    reversals += more;
    return "won";
  }

  private String undo(TransactionState to) {
    state = to;
    reversals++;
    return "QUEUED";
  }
}
