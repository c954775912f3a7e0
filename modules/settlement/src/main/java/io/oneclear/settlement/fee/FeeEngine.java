package io.oneclear.settlement.fee;

import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.FeeTier;
import io.oneclear.merchant.fee.MccClass;
import io.oneclear.merchant.fee.MccEntry;
import io.oneclear.merchant.fee.TierBasis;
import io.oneclear.message.Money;
import io.oneclear.settlement.fee.FeeItem.Made;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices the transactions of one business date. Immutable; what holds on the date is looked up once
 * when it is made, so that pricing is a few array accesses.
 */
public final class FeeEngine {

  private static final long ONE = 100_000_000L;

  private final FeeBook book;
  private final LocalDate date;
  private final Map<String, RuleTable> plans = new HashMap<>();
  private final RuleTable issuer;
  private final RuleTable network;
  private final Map<String, MccClass> classes = new HashMap<>();

  public FeeEngine(FeeBook book, LocalDate date) {
    this.book = book;
    this.date = date;
    for (FeePlan plan : book.plans()) {
      plans.put(plan.code(), new RuleTable(plan.rules(), date));
    }
    issuer = new RuleTable(book.issuerFees(), date);
    network = new RuleTable(book.networkFees(), date);
    Map<String, LocalDate> since = new HashMap<>();
    for (MccEntry entry : book.mccs()) {
      LocalDate earlier = since.get(entry.mcc());
      if (!entry.from().isAfter(date) && (earlier == null || earlier.isBefore(entry.from()))) {
        since.put(entry.mcc(), entry.from());
        classes.put(entry.mcc(), entry.mccClass());
      }
    }
  }

  public LocalDate date() {
    return date;
  }

  public MccClass classOf(String mcc) {
    return classes.getOrDefault(mcc, MccClass.STANDARD);
  }

  /** True if a price of the day depends on what was sold this month. */
  public boolean needsMonthVolume() {
    return plans.values().stream().anyMatch(RuleTable::needsMonthVolume)
        || issuer.needsMonthVolume()
        || network.needsMonthVolume();
  }

  /** The price of a purchase; {@link Fees#UNPRICED} if a rule is missing. */
  public Fees price(FeeInputs inputs) {
    if (!inputs.date().equals(date)) {
      throw new IllegalArgumentException("this engine prices " + date + ", not " + inputs.date());
    }
    MccClass mccClass = classOf(inputs.mcc());
    RuleTable plan = plans.get(inputs.plan());
    FeeRule price = plan == null ? null : plan.find(inputs.product(), mccClass);
    FeeRule issuerFee = issuer.find(inputs.product(), mccClass);
    FeeRule networkFee = network.find(inputs.product(), mccClass);
    if (price == null || issuerFee == null || networkFee == null) {
      return Fees.UNPRICED;
    }
    return new Fees(item(price, inputs), item(issuerFee, inputs), item(networkFee, inputs));
  }

  /** All fees of the original given back: a void or a reversal cancels them. */
  public static Fees cancel(Fees original) {
    return new Fees(
        negated(original.merchant()), negated(original.issuer()), negated(original.network()));
  }

  /**
   * The fees a refund gives back. Parts of one original are cut from the running total, so that
   * refunds that add up to the original give back exactly its fees.
   *
   * @param refundedBeforeFen what earlier refunds of the same original gave back
   */
  public static Fees refund(
      Fees original,
      long originalFen,
      long refundFen,
      long refundedBeforeFen,
      RefundFeePolicy policy) {
    if (originalFen <= 0 || refundFen < 0 || refundedBeforeFen + refundFen > originalFen) {
      throw new IllegalArgumentException("refunds are never above their original");
    }
    FeeItem merchant =
        switch (policy) {
          case PROPORTIONAL -> part(original.merchant(), originalFen, refundFen, refundedBeforeFen);
          case NONE ->
              new FeeItem(original.merchant().rule(), original.merchant().basisFen(), 0, Made.KEPT);
        };
    return new Fees(
        merchant,
        part(original.issuer(), originalFen, refundFen, refundedBeforeFen),
        part(original.network(), originalFen, refundFen, refundedBeforeFen));
  }

  private static FeeItem negated(FeeItem item) {
    return new FeeItem(item.rule(), item.basisFen(), -item.fen(), Made.CANCELLED);
  }

  private static FeeItem part(FeeItem item, long whole, long refund, long before) {
    long upTo = share(item.fen(), before + refund, whole);
    long upToBefore = share(item.fen(), before, whole);
    return new FeeItem(item.rule(), item.basisFen(), upToBefore - upTo, Made.PROPORTIONAL);
  }

  /** {@code fee × part ÷ whole}, half up; exact whatever the sizes. */
  private static long share(long fee, long part, long whole) {
    return BigDecimal.valueOf(fee)
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static FeeItem item(FeeRule rule, FeeInputs inputs) {
    long basis =
        switch (rule.basis()) {
          case AMOUNT -> inputs.amountFen();
          case MONTH_VOLUME -> inputs.monthVolumeFen();
        };
    return charge(rule.id(), rule.tierFor(basis), basis, inputs.amountFen());
  }

  private static FeeItem charge(String rule, FeeTier tier, long basis, long amountFen) {
    // amount × rate may not fit a long: 10¹² fen × 10⁸. Split the amount at the rate's scale.
    long rest = (amountFen % ONE) * tier.rate().e8();
    long down = Math.addExact((amountFen / ONE) * tier.rate().e8(), rest / ONE);
    long beyond = rest % ONE;
    boolean up = beyond >= ONE / 2;
    long fee = Math.addExact(up ? down + 1 : down, tier.fixedFen());
    Made made = beyond == 0 ? Made.EXACT : up ? Made.ROUNDED_UP : Made.ROUNDED_DOWN;
    if (fee > tier.capFen()) {
      return new FeeItem(rule, basis, tier.capFen(), Made.CAPPED);
    }
    if (fee < tier.minimumFen()) {
      return new FeeItem(rule, basis, tier.minimumFen(), Made.MINIMUM);
    }
    return new FeeItem(rule, basis, fee, made);
  }

  /** How the fees of such a transaction come about, line by line. */
  public FeeExplanation explain(FeeInputs inputs) {
    List<String> lines = new ArrayList<>();
    MccClass mccClass = classOf(inputs.mcc());
    lines.add(
        "amount "
            + yuan(inputs.amountFen())
            + " yuan, "
            + inputs.product()
            + ", MCC "
            + inputs.mcc()
            + " ("
            + mccClass
            + "), plan "
            + inputs.plan()
            + ", business date "
            + date
            + ", sold this month before "
            + yuan(inputs.monthVolumeFen())
            + " yuan");
    Fees fees = price(inputs);
    RuleTable plan = plans.get(inputs.plan());
    explain(lines, "merchant price 商户手续费", plan, inputs, mccClass);
    explain(lines, "issuer fee 发卡行服务费", issuer, inputs, mccClass);
    explain(lines, "network fee 网络服务费", network, inputs, mccClass);
    lines.add(
        fees.priced()
            ? "our margin 收单服务费 = "
                + yuan(fees.merchant().fen())
                + " - "
                + yuan(fees.issuer().fen())
                + " - "
                + yuan(fees.network().fen())
                + " = "
                + yuan(fees.marginFen())
                + " yuan"
            : "not priced: such a transaction is held until a rule exists and somebody decides");
    return new FeeExplanation(lines);
  }

  private void explain(
      List<String> lines, String what, RuleTable table, FeeInputs inputs, MccClass mccClass) {
    if (table == null) {
      lines.add(what + ": there is no plan " + inputs.plan() + "; plans: " + planCodes());
      return;
    }
    FeeRule rule = table.find(inputs.product(), mccClass);
    if (rule == null) {
      lines.add(what + ": no rule for " + inputs.product() + " " + mccClass + " on " + date);
      return;
    }
    FeeItem item = item(rule, inputs);
    lines.add(
        what
            + " = "
            + yuan(item.fen())
            + " yuan by rule "
            + rule.id()
            + ": "
            + price(rule.tierFor(item.basisFen()))
            + tierText(rule, item)
            + "; "
            + madeText(item.made()));
  }

  private String planCodes() {
    return String.join(", ", book.plans().stream().map(FeePlan::code).sorted().toList());
  }

  private static String price(FeeTier tier) {
    StringBuilder text = new StringBuilder(tier.rate().toString());
    if (tier.fixedFen() > 0) {
      text.append(" + ").append(yuan(tier.fixedFen()));
    }
    if (tier.minimumFen() > 0) {
      text.append(", at least ").append(yuan(tier.minimumFen()));
    }
    if (tier.capFen() != FeeTier.NO_CAP) {
      text.append(", at most ").append(yuan(tier.capFen()));
    }
    return text.toString();
  }

  private static String tierText(FeeRule rule, FeeItem item) {
    if (rule.tiers().size() == 1) {
      return "";
    }
    String basis = rule.basis() == TierBasis.AMOUNT ? "amount" : "month volume";
    return " (tier from "
        + yuan(rule.tierFor(item.basisFen()).fromFen())
        + " by "
        + basis
        + " "
        + yuan(item.basisFen())
        + ")";
  }

  private static String madeText(Made made) {
    return switch (made) {
      case EXACT -> "exact";
      case ROUNDED_UP -> "rounded half up, upwards";
      case ROUNDED_DOWN -> "rounded half up, downwards";
      case MINIMUM -> "raised to the minimum";
      case CAPPED -> "lowered to the cap";
      case CANCELLED -> "cancelled";
      case PROPORTIONAL -> "in proportion to the refund";
      case KEPT -> "kept on a refund";
      case UNPRICED -> "no rule";
    };
  }

  private static String yuan(long fen) {
    return Money.cny(fen).yuan();
  }

  @Override
  public String toString() {
    return "FeeEngine[" + date + ", " + plans.size() + " plans]";
  }
}
