package io.oneclear.settlement.report;

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

  static void header(Text out, StatementHeader h) {
    String name = text(h.name());
    out.append("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>")
        .append(name)
        .append(' ')
        .append(h.date().toString())
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>商户结算单 <small>Settlement statement</small></h1>\n<p>")
        .append(name)
        .append(" · ")
        .append(text(h.merchant()))
        .append("<br>清算日期 Business date ")
        .append(h.date().toString())
        .append(" · 周期 Cycle ")
        .append(text(h.cycle()))
        .append(" · 入账日期 Value date ")
        .append(h.valueDate().toString())
        .append("<br>结算账户 Account ")
        .append(h.account().isEmpty() ? "未验证 not verified" : text(h.account()))
        .append("</p>\n<table class=\"sum\">\n");
    sum(out, "消费 Sales", h.salesFen());
    sum(out, "撤销 Voids", h.voidsFen());
    sum(out, "退货 Refunds", h.refundsFen());
    sum(out, "手续费 Fees", -h.feesFen());
    sum(out, "暂缓结算 Held until cleared up", -h.heldFen());
    sum(out, "解除暂缓 Released", h.releasedFen());
    sum(out, "上期结转 Carried in", h.carriedInFen());
    out.append("<tr class=\"total\"><td>划付金额 Payout</td><td class=\"n\">")
        .yuan(h.payoutFen())
        .append("</td></tr>\n");
    sum(out, "结转下期 Carried forward", h.carriedOutFen());
    out.append("</table>\n<h2>交易明细 <small>Transactions (CNY)</small></h2>\n")
        .append("<table><thead><tr><th>时间 Time</th><th>终端 Terminal</th><th>流水 Trace</th>")
        .append("<th>参考号 RRN</th><th>卡号 Card</th><th>类型 Kind</th>")
        .append("<th class=\"n\">金额 Amount</th><th class=\"n\">手续费 Fee</th>")
        .append("<th class=\"n\">净额 Net</th></tr></thead><tbody>\n");
  }

  private static void sum(Text out, String label, long fen) {
    out.append("<tr><td>").append(label).append("</td><td class=\"n\">");
    out.yuan(fen).append("</td></tr>\n");
  }

  static void line(Text out, StatementLine line) {
    out.append(line.held() ? "<tr class=\"held\"><td>" : "<tr><td>").time(line.at());
    out.append("</td><td>").append(text(line.terminal())).append("</td><td>");
    out.sixDigits(line.trace()).append("</td><td>").append(text(line.rrn()));
    out.append("</td><td>").append(text(line.maskedPan())).append("</td><td>");
    out.append(kind(line.kind())).append(line.held() ? " 暂缓 held" : "");
    out.append("</td><td class=\"n\">").yuan(line.grossFen());
    out.append("</td><td class=\"n\">").yuan(-line.feeFen());
    out.append("</td><td class=\"n\">").yuan(line.grossFen() - line.feeFen());
    out.append("</td></tr>\n");
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

  static void footer(Text out, int all, int shown) {
    out.append("</tbody></table>\n<p><small>")
        .append(
            all
                + " 笔 transactions"
                + (shown < all
                    ? "; 本页列前 " + shown + " 笔, 全部见 CSV; first " + shown + " shown, all in the CSV"
                    : ""))
        .append("</small></p>\n</body></html>\n");
  }

  /** Text that cannot become markup. */
  static String text(String raw) {
    String value = raw == null ? "" : raw;
    if (isPlain(value)) {
      return value;
    }
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

  /** As nearly all texts are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'') {
        return false;
      }
    }
    return true;
  }
}
