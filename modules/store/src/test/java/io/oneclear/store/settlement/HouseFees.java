package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Rate;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.FeeTier;
import io.oneclear.merchant.fee.MccClass;
import io.oneclear.merchant.fee.MccEntry;
import io.oneclear.merchant.fee.TierBasis;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The fee book of a {@link SettlementHouse}: four plans, and what schemes take. */
final class HouseFees {

  private static final LocalDate REFORM = LocalDate.of(2016, 9, 6);

  private HouseFees() {}

  static FeeBook book() {
    List<FeePlan> plans = new ArrayList<>();
    plans.add(plan("STANDARD", tier("0.50").withCap(2000), tier("0.60"), tier("2.5")));
    plans.add(plan("PREFERENTIAL", tier("0.38").withCap(1500), tier("0.45"), tier("2.2")));
    plans.add(
        plan(
            "BLENDED",
            tier("0.40").withCap(2500).withMinimum(20).withFixed(10),
            tier("0.55").withMinimum(20).withFixed(10),
            tier("2.6").withFixed(100)));
    plans.add(
        new FeePlan(
            "TIERED",
            "阶梯价",
            List.of(
                new FeeRule(
                    "TIERED-DEBIT",
                    CardProduct.DEBIT,
                    null,
                    REFORM,
                    null,
                    TierBasis.AMOUNT,
                    List.of(tier("0.50"), tier("0.45").from(100_000).withCap(1800))),
                new FeeRule(
                    "TIERED-CREDIT",
                    CardProduct.CREDIT,
                    null,
                    REFORM,
                    null,
                    TierBasis.MONTH_VOLUME,
                    List.of(tier("0.60"), tier("0.54").from(10_000_00))),
                rule("TIERED-FOREIGN", CardProduct.FOREIGN, null, tier("2.4")))));
    return new FeeBook(
        plans,
        List.of(
            rule("ISS-D", CardProduct.DEBIT, null, tier("0.35").withCap(1300)),
            rule("ISS-DP", CardProduct.DEBIT, MccClass.PREFERENTIAL, tier("0.273").withCap(1014)),
            rule("ISS-DX", CardProduct.DEBIT, MccClass.EXEMPT, tier("0")),
            rule("ISS-C", CardProduct.CREDIT, null, tier("0.45")),
            rule("ISS-CP", CardProduct.CREDIT, MccClass.PREFERENTIAL, tier("0.351")),
            rule("ISS-CX", CardProduct.CREDIT, MccClass.EXEMPT, tier("0")),
            rule("ISS-F", CardProduct.FOREIGN, null, tier("1.1"))),
        List.of(
            rule("NET-D", CardProduct.DEBIT, null, tier("0.0325").withCap(325)),
            rule("NET-DP", CardProduct.DEBIT, MccClass.PREFERENTIAL, tier("0.02535").withCap(254)),
            rule("NET-DX", CardProduct.DEBIT, MccClass.EXEMPT, tier("0")),
            rule("NET-C", CardProduct.CREDIT, null, tier("0.0325").withCap(325)),
            rule("NET-CP", CardProduct.CREDIT, MccClass.PREFERENTIAL, tier("0.02535").withCap(254)),
            rule("NET-CX", CardProduct.CREDIT, MccClass.EXEMPT, tier("0")),
            rule("NET-F", CardProduct.FOREIGN, null, tier("0.15"))),
        List.of(
            new MccEntry("5411", MccClass.PREFERENTIAL, REFORM),
            new MccEntry("8211", MccClass.EXEMPT, REFORM)));
  }

  private static FeeTier tier(String percent) {
    return FeeTier.of(Rate.percent(percent));
  }

  private static FeePlan plan(String code, FeeTier debit, FeeTier credit, FeeTier foreign) {
    return new FeePlan(
        code,
        code,
        List.of(
            rule(code + "-DEBIT", CardProduct.DEBIT, null, debit),
            rule(code + "-CREDIT", CardProduct.CREDIT, null, credit),
            rule(code + "-FOREIGN", CardProduct.FOREIGN, null, foreign)));
  }

  private static FeeRule rule(String id, CardProduct product, MccClass mccClass, FeeTier tier) {
    return new FeeRule(id, product, mccClass, REFORM, null, TierBasis.AMOUNT, List.of(tier));
  }
}
