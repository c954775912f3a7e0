package io.oneclear.settlement;

/** The steps of a business date, in order. */
public enum Step {
  /** The switch's business day moves on; nothing of the date may be undecided. */
  CUT_OVER,
  /** The scheme's clearing file is taken in. */
  COLLECT,
  /** Journal against clearing file. */
  RECONCILE,
  /** Fees. */
  PRICE,
  /** Double entry. */
  POST,
  /** What each merchant gets, and when. */
  NET,
  /** Two people agree. */
  APPROVE,
  /** Payout files. */
  PAY,
  /** The bank's answers. */
  CONFIRM,
  /** Tie-out and statements. */
  CLOSE
}
