package io.oneclear.settlement.report;

import io.oneclear.message.Money;

/** A merchant's statement as CSV, UTF-8 with a byte order mark so that spreadsheets read it. */
final class StatementCsv {

  private StatementCsv() {}

  static void header(Text out, StatementHeader h) {
    out.append("\uFEFF");
    summary(out, "商户号 Merchant", h.merchant());
    summary(out, "商户名称 Name", h.name());
    summary(out, "清算日期 Business date", h.date().toString());
    summary(out, "结算周期 Cycle", h.cycle());
    summary(out, "入账日期 Value date", h.valueDate().toString());
    summary(out, "结算账户 Account", h.account());
    summary(out, "消费 Sales", h.salesFen());
    summary(out, "撤销 Voids", h.voidsFen());
    summary(out, "退货 Refunds", h.refundsFen());
    summary(out, "手续费 Fees", -h.feesFen());
    summary(out, "暂缓结算 Held", -h.heldFen());
    summary(out, "解除暂缓 Released", h.releasedFen());
    summary(out, "上期结转 Carried in", h.carriedInFen());
    summary(out, "划付金额 Payout", h.payoutFen());
    summary(out, "结转下期 Carried forward", h.carriedOutFen());
    out.append(
        "\r\n时间 Time,终端 Terminal,批次 Batch,流水号 Trace,参考号 RRN,卡号 Card,类型 Kind,"
            + "卡种 Product,金额 Amount,手续费 Fee,净额 Net,费率规则 Rule,暂缓 Held\r\n");
  }

  private static void summary(Text out, String label, long fen) {
    summary(out, label, Money.cny(fen).yuan());
  }

  private static void summary(Text out, String label, String value) {
    out.append(cell(label)).append(',').append(cell(value)).append("\r\n");
  }

  static void line(Text out, StatementLine line) {
    out.time(line.at()).append(',').append(cell(line.terminal())).append(',');
    out.sixDigits(line.batch()).append(',').sixDigits(line.trace()).append(',');
    out.append(cell(line.rrn())).append(',').append(cell(line.maskedPan())).append(',');
    // A transaction without a product says so: the cell is not empty.
    out.append(line.kind()).append(',').append(String.valueOf(line.product())).append(',');
    out.yuan(line.grossFen()).append(',').yuan(-line.feeFen()).append(',');
    out.yuan(line.grossFen() - line.feeFen()).append(',').append(cell(line.rule()));
    out.append(line.held() ? ",Y\r\n" : ",N\r\n");
  }

  /** Quotes what needs it; a leading = + - @ would be run as a formula by a spreadsheet. */
  static String cell(String text) {
    String safe = text == null ? "" : text;
    if (isPlain(safe)) {
      return safe;
    }
    if (!safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0 && !safe.matches("-?[0-9.]+")) {
      safe = "'" + safe;
    }
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  /** Letters, digits, spaces, stars and inner hyphens, as nearly all cells are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean innerHyphen = c == '-' && i > 0;
      if (c < 'A' && !digit && !innerHyphen && c != ' ' && c != '*') {
        return false;
      }
    }
    return true;
  }
}
