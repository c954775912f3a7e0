package io.oneclear.settlement.files;

import io.oneclear.message.Money;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Iterator;

/**
 * Writes the bank's batch text, GB18030: {@code 流水号|帐号|户名|支付行号|开户行名称|金额|摘要|备注}, amounts in yuan,
 * last line {@code ########}.
 */
public final class BatchText {

  static final Charset CHARSET = Charset.forName("GB18030");
  static final String LAST_LINE = "########";

  private BatchText() {}

  public static void write(OutputStream out, Iterator<PayoutItem> items) throws IOException {
    while (items.hasNext()) {
      out.write((line(items.next()) + "\n").getBytes(CHARSET));
    }
    out.write((LAST_LINE + "\n").getBytes(CHARSET));
  }

  private static String line(PayoutItem item) {
    return String.join(
        "|",
        item.endToEndId(),
        column(item.accountNumber()),
        column(item.accountName()),
        item.bankCode(),
        column(item.bankName()),
        Money.cny(item.amountFen()).yuan(),
        Remittance.textFor(item),
        item.merchant());
  }

  /**
   * A separator inside a name would shift the columns after it: another account, another amount.
   */
  private static String column(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(c == '|' || c < ' ' ? '_' : c);
    }
    return safe.toString();
  }
}
