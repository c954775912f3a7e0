package io.oneclear.app.output;

import io.oneclear.message.Money;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.settlement.report.OpenItem;
import io.oneclear.settlement.report.TieOutLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A business date's report as lines for a person. */
public final class DayReportText {

  private static final int ITEMS_SHOWN = 20;

  private DayReportText() {}

  public static List<String> lines(DayReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("营业日 Business date " + report.date());
    lines.add("");
    lines.add("交易 Transactions");
    for (DayReport.Transactions t : report.transactions()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-18s %-16s %-4s %8d %16s",
              t.kind(),
              t.state(),
              code(t.code()),
              t.count(),
              yuan(t.fen())));
    }
    lines.add("");
    lines.add("对账 Against the scheme's file");
    for (DayReport.Matched m : report.reconciliation()) {
      lines.add(
          String.format(Locale.ROOT, "  %-18s %29d %16s", m.match(), m.count(), yuan(m.fen())));
    }
    lines.add("");
    lines.add(
        "手续费 Fees                 count      turnover      merchant        issuer       network    "
            + "    margin");
    for (DayReport.FeeTotals f : report.fees()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-18s %12d %13s %13s %13s %13s %13s",
              f.plan(),
              f.transactions(),
              yuan(f.turnoverFen()),
              yuan(f.merchantFen()),
              yuan(f.issuerFen()),
              yuan(f.networkFen()),
              yuan(f.marginFen())));
    }
    lines.add("");
    lines.add("划付 Payouts");
    for (DayReport.Payouts p : report.payouts()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-12s %-12s %-14s %6d %16s",
              p.valueDate(),
              p.channel(),
              p.state(),
              p.count(),
              yuan(p.fen())));
    }
    lines.add("");
    lines.addAll(openItems(report.openItems()));
    lines.add("平账 Tie-out");
    report.tieOut().forEach(line -> lines.add(tieOut(line)));
    return lines;
  }

  private static List<String> openItems(List<OpenItem> items) {
    List<String> lines = new ArrayList<>();
    if (!items.isEmpty()) {
      lines.add("差错 Open items: " + items.size());
      items.stream()
          .limit(ITEMS_SHOWN)
          .forEach(
              item ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "  %d %-16s %s %s ours %s theirs %s, %s",
                          item.id(),
                          item.type(),
                          item.merchant(),
                          item.reference(),
                          yuan(item.ours()),
                          yuan(item.theirs()),
                          item.state())));
      lines.add("");
    }
    return lines;
  }

  private static String tieOut(TieOutLine line) {
    String items = line.itemsFen() == 0 ? "" : ", open items " + yuan(line.itemsFen());
    return String.format(
        Locale.ROOT,
        "  %s %s: %s %s = %s %s%s",
        line.tied() ? "✓" : "✗ NOT TIED",
        line.name(),
        line.left(),
        yuan(line.leftFen()),
        line.right(),
        yuan(line.rightFen()),
        items);
  }

  private static String code(String code) {
    return code == null ? "—" : code;
  }

  private static String yuan(long fen) {
    return Money.cny(fen).yuan();
  }
}
