package io.oneclear.settlement.fee;

/** What of the merchant's price is returned with a refund; costs always return in proportion. */
public enum RefundFeePolicy {
  PROPORTIONAL,
  NONE
}
