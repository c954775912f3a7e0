package io.oneclear.app.demo;

import io.oneclear.app.demo.DemoFile.DemoMerchant;
import io.oneclear.message.MerchantId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Merchants beyond those of {@code merchants.yaml}, for load over many of them. One is like the
 * demo's first but for its code, names, registration and account, all of which follow from its
 * number; so {@code terminals.csv}, which names its code, is all that has to be kept.
 *
 * @param first of the demo, which stands for number 0
 */
record GeneratedMerchants(DemoMerchant first) {

  /** No merchant of {@code merchants.yaml} begins so. */
  private static final String PREFIX = "49019";

  /** Whose terminal is this? They take turns. */
  MerchantId turn(int terminal, int merchants) {
    int number = terminal % merchants;
    return number == 0 ? first.merchant().id() : new MerchantId(code(number));
  }

  /** The made ones among these. */
  Stream<DemoMerchant> among(Stream<MerchantId> ids) {
    return ids.map(MerchantId::code)
        .filter(code -> code.startsWith(PREFIX))
        .distinct()
        .map(this::merchant);
  }

  private static String code(int number) {
    return String.format(Locale.ROOT, "%s%010d", PREFIX, number);
  }

  private DemoMerchant merchant(String code) {
    String number = code.substring(code.length() - 7);
    DemoFile.Account account = first.account();
    return new DemoMerchant(
        code,
        "压测商户" + number,
        "压测商户" + number + "有限公司",
        "91110000MA" + number + "X",
        first.mcc(),
        first.feePlan(),
        first.cycle(),
        first.perTransactionFen(),
        first.refundDays(),
        new DemoFile.Account("622202020011" + number, account.bankCode(), account.bankName()),
        new DemoFile.Terminals("", 0, 0));
  }

  /** All merchants: the demo's own and those made for these terminals. */
  static List<DemoMerchant> with(List<DemoMerchant> own, Stream<MerchantId> ofTerminals) {
    return Stream.concat(own.stream(), new GeneratedMerchants(own.getFirst()).among(ofTerminals))
        .toList();
  }
}
