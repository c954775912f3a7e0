package io.oneclear.merchant.fee;

/** What decides which tier of a rule applies. */
public enum TierBasis {
  /** The amount of the transaction. */
  AMOUNT,
  /** What the merchant sold in the same month before this business date. */
  MONTH_VOLUME
}
