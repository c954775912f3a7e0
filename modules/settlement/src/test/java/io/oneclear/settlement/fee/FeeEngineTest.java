package io.oneclear.settlement.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Rate;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.FeeTier;
import io.oneclear.merchant.fee.MccClass;
import io.oneclear.merchant.fee.MccEntry;
import io.oneclear.merchant.fee.TierBasis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeEngineTest {

  private static final LocalDate REFORM = LocalDate.of(2016, 9, 6);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final FeeBook BOOK = book();

  private static FeeBook book() {
    return new FeeBook(
        List.of(
            new FeePlan(
                "STANDARD",
                "标准",
                List.of(
                    new FeeRule(
                        "S-D-OLD",
                        CardProduct.DEBIT,
                        null,
                        REFORM,
                        LocalDate.of(2026, 1, 1),
                        TierBasis.AMOUNT,
                        List.of(tier("1.00"))),
                    rule("S-D", CardProduct.DEBIT, null, 2026, tier("0.50").withCap(2000)),
                    rule("S-C", CardProduct.CREDIT, null, 2016, tier("0.60")),
                    rule("S-CX", CardProduct.CREDIT, MccClass.EXEMPT, 2016, tier("0")))),
            new FeePlan(
                "BLENDED",
                "一口价",
                List.of(
                    rule(
                        "B-C",
                        CardProduct.CREDIT,
                        null,
                        2016,
                        tier("0.55").withMinimum(20).withFixed(10).withCap(5000)))),
            new FeePlan(
                "TIERED",
                "阶梯价",
                List.of(
                    new FeeRule(
                        "T-D",
                        CardProduct.DEBIT,
                        null,
                        REFORM,
                        null,
                        TierBasis.AMOUNT,
                        List.of(tier("0.50"), tier("0.40").from(100_000))),
                    new FeeRule(
                        "T-C",
                        CardProduct.CREDIT,
                        null,
                        REFORM,
                        null,
                        TierBasis.MONTH_VOLUME,
                        List.of(tier("0.60"), tier("0.50").from(1_000_000)))))),
        List.of(
            rule("I-D", CardProduct.DEBIT, null, 2016, tier("0.35").withCap(1300)),
            rule(
                "I-DP",
                CardProduct.DEBIT,
                MccClass.PREFERENTIAL,
                2016,
                tier("0.273").withCap(1014)),
            rule("I-C", CardProduct.CREDIT, null, 2016, tier("0.45")),
            rule("I-CX", CardProduct.CREDIT, MccClass.EXEMPT, 2016, tier("0"))),
        List.of(
            rule("N-D", CardProduct.DEBIT, null, 2016, tier("0.0325").withCap(325)),
            rule(
                "N-DP",
                CardProduct.DEBIT,
                MccClass.PREFERENTIAL,
                2016,
                tier("0.02535").withCap(254)),
            rule("N-C", CardProduct.CREDIT, null, 2016, tier("0.0325").withCap(325)),
            rule("N-CX", CardProduct.CREDIT, MccClass.EXEMPT, 2016, tier("0"))),
        List.of(
            new MccEntry("5411", MccClass.PREFERENTIAL, REFORM),
            new MccEntry("8211", MccClass.EXEMPT, REFORM)));
  }

  private static FeeTier tier(String percent) {
    return FeeTier.of(Rate.percent(percent));
  }

  private static FeeRule rule(
      String id, CardProduct product, MccClass mccClass, int fromYear, FeeTier tier) {
    LocalDate from = fromYear == 2016 ? REFORM : LocalDate.of(fromYear, 1, 1);
    return new FeeRule(id, product, mccClass, from, null, TierBasis.AMOUNT, List.of(tier));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # plan    | mcc  | product | fen        | month volume | date       | merchant | issuer | network | merchant made
          STANDARD  | 5812 | DEBIT   | 10000      | 0            | 2026-11-20 | 50       | 35     | 3       | EXACT
          STANDARD  | 5812 | DEBIT   | 400000     | 0            | 2026-11-20 | 2000     | 1300   | 130     | EXACT
          STANDARD  | 5812 | DEBIT   | 400100     | 0            | 2026-11-20 | 2000     | 1300   | 130     | CAPPED
          STANDARD  | 5812 | DEBIT   | 99999999   | 0            | 2026-11-20 | 2000     | 1300   | 325     | CAPPED
          STANDARD  | 5812 | DEBIT   | 10000      | 0            | 2025-12-31 | 100      | 35     | 3       | EXACT
          STANDARD  | 5812 | DEBIT   | 1          | 0            | 2026-11-20 | 0        | 0      | 0       | ROUNDED_DOWN
          STANDARD  | 5812 | DEBIT   | 99         | 0            | 2026-11-20 | 0        | 0      | 0       | ROUNDED_DOWN
          STANDARD  | 5812 | DEBIT   | 100        | 0            | 2026-11-20 | 1        | 0      | 0       | ROUNDED_UP
          STANDARD  | 5812 | DEBIT   | 299        | 0            | 2026-11-20 | 1        | 1      | 0       | ROUNDED_DOWN
          STANDARD  | 5812 | DEBIT   | 300        | 0            | 2026-11-20 | 2        | 1      | 0       | ROUNDED_UP
          STANDARD  | 5812 | CREDIT  | 1000000000 | 0            | 2026-11-20 | 6000000  | 4500000 | 325    | EXACT
          STANDARD  | 5411 | DEBIT   | 371428     | 0            | 2026-11-20 | 1857     | 1014   | 94      | ROUNDED_DOWN
          STANDARD  | 5411 | DEBIT   | 100000     | 0            | 2026-11-20 | 500      | 273    | 25      | EXACT
          STANDARD  | 5411 | DEBIT   | 1100000    | 0            | 2026-11-20 | 2000     | 1014   | 254     | CAPPED
          STANDARD  | 8211 | CREDIT  | 100000     | 0            | 2026-11-20 | 0        | 0      | 0       | EXACT
          BLENDED   | 5812 | CREDIT  | 100        | 0            | 2026-11-20 | 20       | 0      | 0       | MINIMUM
          BLENDED   | 5812 | CREDIT  | 10000      | 0            | 2026-11-20 | 65       | 45     | 3       | EXACT
          BLENDED   | 5812 | CREDIT  | 907273     | 0            | 2026-11-20 | 5000     | 4083   | 295     | ROUNDED_DOWN
          BLENDED   | 5812 | CREDIT  | 907364     | 0            | 2026-11-20 | 5000     | 4083   | 295     | CAPPED
          TIERED    | 5812 | DEBIT   | 99999      | 0            | 2026-11-20 | 500      | 350    | 32      | ROUNDED_UP
          TIERED    | 5812 | DEBIT   | 100000     | 0            | 2026-11-20 | 400      | 350    | 33      | EXACT
          TIERED    | 5812 | CREDIT  | 100000     | 999999       | 2026-11-20 | 600      | 450    | 33      | EXACT
          TIERED    | 5812 | CREDIT  | 100000     | 1000000      | 2026-11-20 | 500      | 450    | 33      | EXACT
          STANDARD  | 5812 | FOREIGN | 100000     | 0            | 2026-11-20 | 0        | 0      | 0       | UNPRICED
          GONE      | 5812 | DEBIT   | 100000     | 0            | 2026-11-20 | 0        | 0      | 0       | UNPRICED
          STANDARD  | 5812 | CREDIT  | 100000     | 0            | 2016-09-05 | 0        | 0      | 0       | UNPRICED
          """)
  void prices(
      String plan,
      String mcc,
      CardProduct product,
      long fen,
      long volume,
      LocalDate date,
      long merchant,
      long issuer,
      long network,
      FeeItem.Made made) {
    Fees fees =
        new FeeEngine(BOOK, date).price(new FeeInputs(plan, mcc, product, fen, date, volume));
    assertThat(fees.merchant().fen()).isEqualTo(merchant);
    assertThat(fees.issuer().fen()).isEqualTo(issuer);
    assertThat(fees.network().fen()).isEqualTo(network);
    assertThat(fees.merchant().made()).isEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261120, 8583})
  void everyFeeIsWithinItsBoundsAndAgreesWithExactArithmetic(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long minimum = random.nextInt(50);
      long cap = random.nextInt(4) == 0 ? FeeTier.NO_CAP : minimum + random.nextInt(5_000);
      FeeTier tier =
          new FeeTier(0, new Rate(random.nextInt(3_000_000)), minimum, cap, random.nextInt(100));
      FeeEngine engine = engineOf(tier);
      long fen = random.nextLong(random.nextInt(10) == 0 ? 1_000_000_000_000L : 1_000_000L);
      Fees fees = engine.price(new FeeInputs("P", "5812", CardProduct.DEBIT, fen, DAY, 0));
      long exact =
          BigDecimal.valueOf(fen)
                  .multiply(BigDecimal.valueOf(tier.rate().e8(), 8))
                  .setScale(0, RoundingMode.HALF_UP)
                  .longValueExact()
              + tier.fixedFen();
      assertThat(fees.merchant().fen()).isEqualTo(Math.min(cap, Math.max(minimum, exact)));
      assertThat(fees.merchant().fen()).isNotNegative();
      assertThat(fees.issuer().fen() + fees.network().fen() + fees.marginFen())
          .isEqualTo(fees.merchant().fen());
    }
  }

  private static FeeEngine engineOf(FeeTier tier) {
    FeeBook book =
        new FeeBook(
            List.of(
                new FeePlan("P", "P", List.of(rule("P-D", CardProduct.DEBIT, null, 2016, tier)))),
            BOOK.issuerFees(),
            BOOK.networkFees(),
            BOOK.mccs());
    return new FeeEngine(book, DAY);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 77})
  void refundsThatAddUpToTheOriginalGiveBackExactlyItsFees(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      long original = 1 + random.nextLong(1_000_000);
      Fees fees = price(original);
      long before = 0;
      long back = 0;
      long issuerBack = 0;
      while (before < original) {
        long part = 1 + random.nextLong(original - before);
        Fees refund = FeeEngine.refund(fees, original, part, before, RefundFeePolicy.PROPORTIONAL);
        assertThat(refund.merchant().fen()).isNotPositive();
        back += refund.merchant().fen();
        issuerBack += refund.issuer().fen();
        before += part;
      }
      assertThat(back).isEqualTo(-fees.merchant().fen());
      assertThat(issuerBack).isEqualTo(-fees.issuer().fen());
    }
  }

  private static Fees price(long fen) {
    return new FeeEngine(BOOK, DAY)
        .price(new FeeInputs("STANDARD", "5812", CardProduct.CREDIT, fen, DAY, 0));
  }

  @Test
  void aContractThatReturnsNoFeeStillGetsItsCostsBack() {
    Fees refund = FeeEngine.refund(price(10_000), 10_000, 5_000, 0, RefundFeePolicy.NONE);
    assertThat(refund.merchant().fen()).isZero();
    assertThat(refund.merchant().made()).isEqualTo(FeeItem.Made.KEPT);
    assertThat(refund.issuer().fen()).isEqualTo(-23);
  }

  @Test
  void aVoidGivesBackEveryFeeToTheFen() {
    Fees fees = price(12_345);
    Fees cancelled = FeeEngine.cancel(fees);
    assertThat(cancelled.merchant().fen()).isEqualTo(-fees.merchant().fen());
    assertThat(cancelled.issuer().fen()).isEqualTo(-fees.issuer().fen());
    assertThat(cancelled.network().fen()).isEqualTo(-fees.network().fen());
  }

  @Test
  void refundsBeyondTheOriginalAreRefused() {
    assertThatThrownBy(
            () -> FeeEngine.refund(price(100), 100, 60, 50, RefundFeePolicy.PROPORTIONAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefundMayBeNothingOrAllOfWhatIsLeftButOfSomething() {
    Fees none = FeeEngine.refund(price(100), 100, 0, 0, RefundFeePolicy.PROPORTIONAL);
    assertThat(none.merchant().fen()).isZero();
    Fees rest = FeeEngine.refund(price(10_000), 10_000, 4_000, 6_000, RefundFeePolicy.PROPORTIONAL);
    assertThat(rest.merchant().fen()).isEqualTo(-24);
    assertThatThrownBy(() -> FeeEngine.refund(price(0), 0, 0, 0, RefundFeePolicy.PROPORTIONAL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FeeEngine.refund(price(100), 100, -1, 0, RefundFeePolicy.PROPORTIONAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCategoryGoesByItsNewestClassThatHoldsWhateverTheOrderOfTheBook() {
    LocalDate later = LocalDate.of(2026, 6, 1);
    MccEntry first = new MccEntry("5411", MccClass.PREFERENTIAL, REFORM);
    MccEntry second = new MccEntry("5411", MccClass.EXEMPT, later);
    for (List<MccEntry> mccs : List.of(List.of(first, second), List.of(second, first))) {
      FeeBook book = new FeeBook(BOOK.plans(), BOOK.issuerFees(), BOOK.networkFees(), mccs);
      assertThat(new FeeEngine(book, later.minusDays(1)).classOf("5411"))
          .isEqualTo(MccClass.PREFERENTIAL);
      assertThat(new FeeEngine(book, later).classOf("5411")).isEqualTo(MccClass.EXEMPT);
      assertThat(new FeeEngine(book, later).classOf("0000")).isEqualTo(MccClass.STANDARD);
    }
  }

  @Test
  void whatWasSoldThisMonthIsAskedForOnlyIfAPriceDependsOnIt() {
    FeeRule monthly =
        new FeeRule(
            "M",
            CardProduct.DEBIT,
            null,
            REFORM,
            null,
            TierBasis.MONTH_VOLUME,
            List.of(tier("0.5")));
    List<FeeRule> flat = List.of(rule("F", CardProduct.DEBIT, null, 2016, tier("0.5")));
    List<FeePlan> plans = List.of(new FeePlan("P", "P", flat));
    List<FeeRule> cost = List.of(rule("I", CardProduct.DEBIT, null, 2016, tier("0.1")));
    assertThat(needsVolume(plans, cost, List.of())).isFalse();
    assertThat(needsVolume(List.of(new FeePlan("Q", "Q", List.of(monthly))), cost, List.of()))
        .isTrue();
    assertThat(needsVolume(plans, List.of(monthly), List.of())).isTrue();
    assertThat(needsVolume(plans, cost, List.of(monthly))).isTrue();
    // Before the rule holds, nothing depends on it.
    FeeBook book = new FeeBook(plans, List.of(monthly), List.of(), List.of());
    assertThat(new FeeEngine(book, REFORM.minusDays(1)).needsMonthVolume()).isFalse();
  }

  private static boolean needsVolume(
      List<FeePlan> plans, List<FeeRule> issuer, List<FeeRule> network) {
    FeeEngine engine = new FeeEngine(new FeeBook(plans, issuer, network, List.of()), DAY);
    assertThat(engine.date()).isEqualTo(DAY);
    return engine.needsMonthVolume();
  }

  @Test
  void anEnginePricesItsOwnDayOnly() {
    FeeInputs tomorrow =
        new FeeInputs("STANDARD", "5812", CardProduct.DEBIT, 100, DAY.plusDays(1), 0);
    assertThatThrownBy(() -> new FeeEngine(BOOK, DAY).price(tomorrow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this engine prices 2026-11-20, not 2026-11-21");
  }

  @Test
  void aPriceIsAskedForAmountsThatAreNotNegative() {
    assertThat(new FeeInputs("P", "5812", CardProduct.DEBIT, 0, DAY, 0).amountFen()).isZero();
    assertThatThrownBy(() -> new FeeInputs("P", "5812", CardProduct.DEBIT, -1, DAY, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FeeInputs("P", "5812", CardProduct.DEBIT, 0, DAY, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyWhatARuleWasFoundForIsPriced() {
    assertThat(price(100).priced()).isTrue();
    assertThat(Fees.UNPRICED.priced()).isFalse();
    assertThat(Fees.UNPRICED.marginFen()).isZero();
  }

  @Test
  void anExplanationNamesTheTierAndWhatChoseIt() {
    FeeEngine engine = new FeeEngine(BOOK, DAY);
    assertThat(
            engine
                .explain(new FeeInputs("TIERED", "5812", CardProduct.DEBIT, 100_000, DAY, 0))
                .lines()
                .get(1))
        .endsWith("T-D: 0.4 % (tier from 1000.00 by amount 1000.00); exact");
    assertThat(
            engine
                .explain(new FeeInputs("TIERED", "5812", CardProduct.CREDIT, 100, DAY, 1_000_000))
                .lines()
                .get(1))
        .contains("T-C: 0.5 % (tier from 10000.00 by month volume 10000.00)");
    assertThat(
            engine
                .explain(new FeeInputs("BLENDED", "5812", CardProduct.CREDIT, 100, DAY, 0))
                .lines()
                .get(1))
        .endsWith("B-C: 0.55 % + 0.10, at least 0.20, at most 50.00; raised to the minimum");
    assertThat(
            engine
                .explain(new FeeInputs("BLENDED", "5812", CardProduct.DEBIT, 100, DAY, 0))
                .lines())
        .contains("merchant price 商户手续费: no rule for DEBIT STANDARD on 2026-11-20")
        .last()
        .asString()
        .startsWith("not priced");
  }

  @Test
  void anExplanationNamesRuleInputsAndRounding() {
    FeeExplanation explanation =
        new FeeEngine(BOOK, DAY)
            .explain(new FeeInputs("STANDARD", "5411", CardProduct.DEBIT, 371_428, DAY, 0));
    assertThat(explanation.lines())
        .containsExactly(
            "amount 3714.28 yuan, DEBIT, MCC 5411 (PREFERENTIAL), plan STANDARD, business date"
                + " 2026-11-20, sold this month before 0.00 yuan",
            "merchant price 商户手续费 = 18.57 yuan by rule S-D: 0.5 %, at most 20.00; rounded half"
                + " up, downwards",
            "issuer fee 发卡行服务费 = 10.14 yuan by rule I-DP: 0.273 %, at most 10.14; rounded half"
                + " up, upwards",
            "network fee 网络服务费 = 0.94 yuan by rule N-DP: 0.02535 %, at most 2.54; rounded half"
                + " up, downwards",
            "our margin 收单服务费 = 18.57 - 10.14 - 0.94 = 7.49 yuan");
  }

  @Test
  void anExplanationOfAMissingPlanNamesThoseThatAreThere() {
    assertThat(
            new FeeEngine(BOOK, DAY)
                .explain(new FeeInputs("GONE", "5812", CardProduct.DEBIT, 100, DAY, 0))
                .lines())
        .anyMatch(line -> line.contains("BLENDED, STANDARD, TIERED"));
  }

  @Test
  void rulesThatContradictEachOtherAreRefused() {
    FeeRule one = rule("A", CardProduct.DEBIT, null, 2016, tier("0.5"));
    FeeRule two = rule("B", CardProduct.DEBIT, null, 2026, tier("0.6"));
    assertThatThrownBy(() -> new FeePlan("P", "P", List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A and B hold for the same product");
  }
}
