package io.oneclear.simulator.day;

/** What a terminal's day is made of, and in which proportion of a thousand. */
public enum Act {
  PURCHASE(612),
  BALANCE(50),
  VOID(50),
  REFUND_PART(35),
  REFUND_WHOLE(20),
  /** A purchase with a wrong PIN. */
  WRONG_PIN(20),
  /** A purchase whose amount makes the scheme decline it. */
  DECLINED_BY_AMOUNT(70),
  /** A purchase the scheme does and never answers (98). */
  LOST_ANSWER(25),
  /** A purchase the scheme answers too late (97). */
  LATE_ANSWER(12),
  /** A purchase the scheme answers twice (99). */
  TWICE_ANSWERED(25),
  /** A purchase during whose answer the scheme's connection breaks (94). */
  CUT_ANSWER(2),
  /** The same purchase sent again. */
  DUPLICATE(25),
  /** The reversal of an approved purchase. */
  REVERSAL(30),
  /** That reversal once more. */
  REVERSAL_AGAIN(12),
  /** The reversal of a purchase that has not come yet, and then the purchase. */
  REVERSAL_FIRST(12);

  private final int share;

  Act(int share) {
    this.share = share;
  }

  int share() {
    return share;
  }
}
