package io.oneclear.merchant;

import io.oneclear.message.MerchantId;
import java.time.Instant;

/**
 * The merchant's own bank account, the only place its money is ever paid to (一清).
 *
 * @param accountNumber at the bank; printed masked
 * @param accountName must equal the merchant's licence name
 * @param bankCode CNAPS code of the branch, 12 digits
 * @param verifiedAt when it was verified to be the merchant's own; null: no payout
 */
public record SettlementAccount(
    MerchantId merchant,
    String accountNumber,
    String accountName,
    String bankCode,
    String bankName,
    Instant verifiedAt) {

  public boolean verified() {
    return verifiedAt != null;
  }

  /** Last four characters of the number. */
  public String maskedNumber() {
    int shown = Math.min(4, accountNumber.length() / 2);
    return "*".repeat(accountNumber.length() - shown)
        + accountNumber.substring(accountNumber.length() - shown);
  }

  @Override
  public String toString() {
    return "SettlementAccount[" + merchant + " " + maskedNumber() + " at " + bankCode + "]";
  }
}
