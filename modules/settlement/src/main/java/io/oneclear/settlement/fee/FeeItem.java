package io.oneclear.settlement.fee;

/**
 * One fee and how it came about. Together with the rule, which never changes, it can be computed
 * again.
 *
 * @param rule id of the rule
 * @param basisFen the value that chose the tier
 * @param fen the fee; negative where it is given back
 */
public record FeeItem(String rule, long basisFen, long fen, Made made) {

  /** What decided the amount in the end. */
  public enum Made {
    /** Rate × amount came out even. */
    EXACT,
    /** Rounded half up, upwards. */
    ROUNDED_UP,
    /** Rounded half up, downwards. */
    ROUNDED_DOWN,
    /** Raised to the minimum. */
    MINIMUM,
    /** Lowered to the cap. */
    CAPPED,
    /** The fee of the original given back as it was: a void or a reversal. */
    CANCELLED,
    /** The part of the original's fee that belongs to the refunded part. */
    PROPORTIONAL,
    /** A refund under a contract that returns no fee. */
    KEPT,
    /** No rule was found: nothing charged, held until somebody decides. */
    UNPRICED
  }

  /** Nothing charged because no rule was found. */
  public static final FeeItem UNPRICED = new FeeItem("-", 0, 0, Made.UNPRICED);
}
