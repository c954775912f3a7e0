package io.oneclear.merchant;

import io.oneclear.message.MerchantId;
import java.util.Objects;

/**
 * A merchant under contract.
 *
 * @param name trade name, on receipts and in field 43
 * @param licenceName name on the business licence: the settlement account must bear it
 * @param unifiedCreditCode unified social credit code, 18 characters
 * @param mcc merchant category code, four digits
 * @param feePlan code of its fee plan
 */
public record Merchant(
    MerchantId id,
    String name,
    String licenceName,
    String unifiedCreditCode,
    String mcc,
    MerchantState state,
    String feePlan,
    SettlementCycle cycle,
    Limits limits) {

  public Merchant {
    Objects.requireNonNull(id);
    Objects.requireNonNull(state);
    Objects.requireNonNull(cycle);
    Objects.requireNonNull(limits);
    if (!mcc.matches("\\d{4}")) {
      throw new IllegalArgumentException("an MCC is four digits: " + mcc);
    }
  }
}
