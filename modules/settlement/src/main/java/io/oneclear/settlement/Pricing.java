package io.oneclear.settlement;

import io.oneclear.settlement.fee.FeeEngine;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.fee.RefundFeePolicy;

/** The fee engine as the store sees it. */
record Pricing(FeeEngine engine, RefundFeePolicy refundFeePolicy) implements PricingStore.Pricer {

  @Override
  public boolean needsMonthVolume() {
    return engine.needsMonthVolume();
  }

  @Override
  public Fees purchase(FeeInputs inputs) {
    return engine.price(inputs);
  }

  @Override
  public Fees giveBack(PricingStore.GiveBack back) {
    if (!back.original().priced()) {
      return Fees.UNPRICED;
    }
    return back.cancels()
        ? FeeEngine.cancel(back.original())
        : FeeEngine.refund(
            back.original(),
            back.originalFen(),
            back.fen(),
            back.refundedBeforeFen(),
            refundFeePolicy);
  }
}
