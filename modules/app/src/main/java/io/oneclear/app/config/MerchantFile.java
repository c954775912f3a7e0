package io.oneclear.app.config;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.message.MerchantId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** A file of merchants to be taken on, as {@code merchant load} reads it. */
public record MerchantFile(List<Entry> merchants) {

  public static MerchantFile read(Path file) {
    return new YamlRecords().read(file, MerchantFile.class);
  }

  /** One merchant with the one account its money is paid to. */
  public record Entry(
      String id,
      String name,
      String licenceName,
      String unifiedCreditCode,
      String mcc,
      String feePlan,
      SettlementCycle cycle,
      long perTransactionFen,
      int refundDays,
      Account account) {

    public Merchant merchant() {
      return new Merchant(
          new MerchantId(id),
          name,
          licenceName,
          unifiedCreditCode,
          mcc,
          MerchantState.LIVE,
          feePlan,
          cycle,
          new Limits(perTransactionFen, refundDays));
    }

    public SettlementAccount settlementAccount() {
      return new SettlementAccount(
          new MerchantId(id),
          account.number,
          account.name,
          account.bankCode,
          account.bankName,
          account.verified());
    }
  }

  /**
   * @param name as the bank has it
   * @param verifiedAt when it was found to be the merchant's own; absent: no payout
   */
  public record Account(
      String number,
      String name,
      String bankCode,
      String bankName,
      @MayBeAbsent OffsetDateTime verifiedAt) {

    Instant verified() {
      return verifiedAt == null ? null : verifiedAt.toInstant();
    }

    @Override
    public String toString() {
      return "Account[" + bankCode + "]";
    }
  }
}
