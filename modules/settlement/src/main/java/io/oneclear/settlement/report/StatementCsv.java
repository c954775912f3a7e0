package io.oneclear.settlement.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A merchant's statement as CSV, UTF-8 with a byte order mark so that spreadsheets read it. */
final class StatementCsv {

  static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private StatementCsv() {}

  static String header(StatementHeader h) {
    return "\uFEFF"
        + summary("商户号 Merchant", h.merchant())
        + summary("商户名称 Name", h.name())
        + summary("清算日期 Business date", h.date().toString())
        + summary("结算周期 Cycle", h.cycle())
        + summary("入账日期 Value date", h.valueDate().toString())
        + summary("结算账户 Account", h.account())
        + summary("消费 Sales", Statements.yuan(h.salesFen()))
        + summary("撤销 Voids", Statements.yuan(h.voidsFen()))
        + summary("退货 Refunds", Statements.yuan(h.refundsFen()))
        + summary("手续费 Fees", Statements.yuan(-h.feesFen()))
        + summary("暂缓结算 Held", Statements.yuan(-h.heldFen()))
        + summary("解除暂缓 Released", Statements.yuan(h.releasedFen()))
        + summary("上期结转 Carried in", Statements.yuan(h.carriedInFen()))
        + summary("划付金额 Payout", Statements.yuan(h.payoutFen()))
        + summary("结转下期 Carried forward", Statements.yuan(h.carriedOutFen()))
        + "\r\n"
        + "时间 Time,终端 Terminal,批次 Batch,流水号 Trace,参考号 RRN,卡号 Card,类型 Kind,"
        + "卡种 Product,金额 Amount,手续费 Fee,净额 Net,费率规则 Rule,暂缓 Held\r\n";
  }

  private static String summary(String label, String value) {
    return cell(label) + "," + cell(value) + "\r\n";
  }

  static String line(StatementLine line) {
    return LOCAL.format(line.at())
        + ","
        + cell(line.terminal())
        + ","
        + String.format(Locale.ROOT, "%06d,%06d,", line.batch(), line.trace())
        + cell(line.rrn())
        + ","
        + cell(line.maskedPan())
        + ","
        + line.kind()
        + ","
        + line.product()
        + ","
        + Statements.yuan(line.grossFen())
        + ","
        + Statements.yuan(-line.feeFen())
        + ","
        + Statements.yuan(line.grossFen() - line.feeFen())
        + ","
        + cell(line.rule())
        + ","
        + (line.held() ? "Y" : "N")
        + "\r\n";
  }

  /** Quotes what needs it; a leading = + - @ would be run as a formula by a spreadsheet. */
  static String cell(String text) {
    String safe = text == null ? "" : text;
    if (!safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0 && !safe.matches("-?[0-9.]+")) {
      safe = "'" + safe;
    }
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
