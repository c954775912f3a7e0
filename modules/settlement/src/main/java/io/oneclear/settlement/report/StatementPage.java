package io.oneclear.settlement.report;

import java.util.Locale;

/** A merchant's statement as a page to print: self-contained HTML, no scripts, nothing remote. */
final class StatementPage {

  private static final String STYLE =
      """
      body{font:13px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#111;\
      max-width:60em;margin:2em auto;padding:0 1em}
      h1{font-size:20px;margin:0}h2{font-size:14px;margin:1.6em 0 .4em}
      table{border-collapse:collapse;width:100%}
      td,th{padding:.25em .5em;text-align:left;border-bottom:1px solid #ddd}
      th{font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}
      .sum td{border:0;border-bottom:1px dotted #ccc}.total td{font-weight:600;border-top:2px solid #111}
      .held{color:#8a4b00}small{color:#555}
      @page{size:A4;margin:15mm}@media print{body{margin:0;max-width:none;font-size:11px}\
      thead{display:table-header-group}tr{break-inside:avoid}}
      """;

  private StatementPage() {}

  static String header(StatementHeader h) {
    StringBuilder html = new StringBuilder(2048);
    html.append("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>")
        .append(text(h.name()))
        .append(' ')
        .append(h.date())
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>商户结算单 <small>Settlement statement</small></h1>\n<p>")
        .append(text(h.name()))
        .append(" · ")
        .append(text(h.merchant()))
        .append("<br>清算日期 Business date ")
        .append(h.date())
        .append(" · 周期 Cycle ")
        .append(text(h.cycle()))
        .append(" · 入账日期 Value date ")
        .append(h.valueDate())
        .append("<br>结算账户 Account ")
        .append(h.account().isEmpty() ? "未验证 not verified" : text(h.account()))
        .append("</p>\n<table class=\"sum\">\n");
    sum(html, "消费 Sales", h.salesFen());
    sum(html, "撤销 Voids", h.voidsFen());
    sum(html, "退货 Refunds", h.refundsFen());
    sum(html, "手续费 Fees", -h.feesFen());
    sum(html, "暂缓结算 Held until cleared up", -h.heldFen());
    sum(html, "解除暂缓 Released", h.releasedFen());
    sum(html, "上期结转 Carried in", h.carriedInFen());
    html.append("<tr class=\"total\"><td>划付金额 Payout</td><td class=\"n\">")
        .append(Statements.yuan(h.payoutFen()))
        .append("</td></tr>\n");
    sum(html, "结转下期 Carried forward", h.carriedOutFen());
    return html.append("</table>\n<h2>交易明细 <small>Transactions (CNY)</small></h2>\n")
        .append("<table><thead><tr><th>时间 Time</th><th>终端 Terminal</th><th>流水 Trace</th>")
        .append("<th>参考号 RRN</th><th>卡号 Card</th><th>类型 Kind</th>")
        .append("<th class=\"n\">金额 Amount</th><th class=\"n\">手续费 Fee</th>")
        .append("<th class=\"n\">净额 Net</th></tr></thead><tbody>\n")
        .toString();
  }

  private static void sum(StringBuilder html, String label, long fen) {
    html.append("<tr><td>")
        .append(label)
        .append("</td><td class=\"n\">")
        .append(Statements.yuan(fen))
        .append("</td></tr>\n");
  }

  static String line(StatementLine line) {
    return (line.held() ? "<tr class=\"held\"><td>" : "<tr><td>")
        + StatementCsv.LOCAL.format(line.at())
        + "</td><td>"
        + text(line.terminal())
        + "</td><td>"
        + String.format(Locale.ROOT, "%06d", line.trace())
        + "</td><td>"
        + text(line.rrn())
        + "</td><td>"
        + text(line.maskedPan())
        + "</td><td>"
        + kind(line.kind())
        + (line.held() ? " 暂缓 held" : "")
        + "</td><td class=\"n\">"
        + Statements.yuan(line.grossFen())
        + "</td><td class=\"n\">"
        + Statements.yuan(-line.feeFen())
        + "</td><td class=\"n\">"
        + Statements.yuan(line.grossFen() - line.feeFen())
        + "</td></tr>\n";
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "PURCHASE" -> "消费 Sale";
      case "VOID" -> "撤销 Void";
      case "REFUND" -> "退货 Refund";
      case "LATE_REVERSAL" -> "冲正 Reversal";
      default -> text(kind);
    };
  }

  static String footer(int all, int shown) {
    return "</tbody></table>\n<p><small>"
        + all
        + " 笔 transactions"
        + (shown < all
            ? "; 本页列前 " + shown + " 笔, 全部见 CSV; first " + shown + " shown, all in the CSV"
            : "")
        + "</small></p>\n</body></html>\n";
  }

  /** Text that cannot become markup. */
  static String text(String raw) {
    String value = raw == null ? "" : raw;
    StringBuilder safe = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
