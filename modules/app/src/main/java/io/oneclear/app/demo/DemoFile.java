package io.oneclear.app.demo;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.simulator.TerminalAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What {@code cfg/demo/*.yaml} look like. */
final class DemoFile {

  private DemoFile() {}

  /** {@code merchants.yaml}. */
  record Merchants(List<DemoMerchant> merchants) {}

  record DemoMerchant(
      String id,
      String name,
      String licenceName,
      String unifiedCreditCode,
      String mcc,
      String feePlan,
      SettlementCycle cycle,
      long perTransactionFen,
      int refundDays,
      Account account,
      Terminals terminals) {

    Merchant merchant() {
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

    SettlementAccount settlementAccount(Instant verifiedAt) {
      return new SettlementAccount(
          new MerchantId(id),
          account.number,
          licenceName,
          account.bankCode,
          account.bankName,
          verifiedAt);
    }
  }

  record Account(String number, String bankCode, String bankName) {}

  /**
   * @param prefix first four characters of the terminals' codes
   * @param singleLength how many of them are old devices with single-length keys
   */
  record Terminals(String prefix, int count, int singleLength) {

    List<TerminalId> ids() {
      return IntStream.rangeClosed(1, count)
          .mapToObj(number -> new TerminalId(String.format(Locale.ROOT, "%s%04d", prefix, number)))
          .toList();
    }

    TerminalAlgorithm algorithm(int index) {
      return index < singleLength ? TerminalAlgorithm.DES : TerminalAlgorithm.TRIPLE_DES;
    }
  }

  /** {@code cards.yaml}. */
  record Cards(String pin, String expiry, List<Range> ranges) {}

  record Range(String bin, int length, CardProduct product, int count) {

    Range {
      if (length < 13 || length > 19 || bin.length() > length - 5) {
        throw new IllegalArgumentException("length: " + length + " is not between 13 and 19");
      }
    }
  }
}
