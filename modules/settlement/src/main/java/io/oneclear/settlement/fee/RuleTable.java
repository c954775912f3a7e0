package io.oneclear.settlement.fee;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.MccClass;
import io.oneclear.merchant.fee.TierBasis;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rules of one table that hold on a date, by product and class. */
final class RuleTable {

  private final Map<CardProduct, Map<MccClass, FeeRule>> rules = new EnumMap<>(CardProduct.class);

  RuleTable(List<FeeRule> all, LocalDate date) {
    for (CardProduct product : CardProduct.values()) {
      rules.put(product, new EnumMap<>(MccClass.class));
    }
    for (FeeRule rule : all) {
      if (rule.holdsOn(date) && rule.mccClass() == null) {
        for (MccClass any : MccClass.values()) {
          rules.get(rule.product()).put(any, rule);
        }
      }
    }
    // A rule for the class itself goes before one for any class.
    for (FeeRule rule : all) {
      if (rule.holdsOn(date) && rule.mccClass() != null) {
        rules.get(rule.product()).put(rule.mccClass(), rule);
      }
    }
  }

  /** Null if there is none. */
  FeeRule find(CardProduct product, MccClass mccClass) {
    return rules.get(product).get(mccClass);
  }

  boolean needsMonthVolume() {
    return rules.values().stream()
        .flatMap(classes -> classes.values().stream())
        .anyMatch(rule -> rule.basis() == TierBasis.MONTH_VOLUME);
  }
}
