package io.oneclear.console;

import io.oneclear.message.Money;
import java.time.LocalDate;
import java.util.List;

/** The page operations look at during the day. */
final class OperationsPage {

  static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c2430; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d9dfe7; }
      th { font-weight: 600; background: #f3f5f8; }
      td:nth-last-child(-n+2) { font-variant-numeric: tabular-nums; }
      @media (prefers-color-scheme: dark) {
        body { background: #14181f; color: #dde3ea; } th { background: #1f2630; } th, td { border-color: #333c49; }
        a { color: #8ab4f8; }
      }
      """;

  private OperationsPage() {}

  static String render(OperationsView.Health health, OperationsView.Day day, List<LocalDate> days) {
    return new Html()
        .paragraph(
            "营业日 business date %s · %s"
                .formatted(day.businessDate(), health.ready() ? "可受理交易 ready" : "不可受理交易 not ready"))
        .heading("通道 Links")
        .table(
            List.of("通道 link", "状态 state"),
            health.links().stream()
                .map(link -> List.of(link.name(), link.up() ? "在线 up" : "断开 down"))
                .toList())
        .heading("交易 Transactions")
        .table(
            List.of("交易 kind", "状态 state", "应答码 code", "笔数 count", "金额 yuan"),
            day.transactions().stream().map(OperationsPage::row).toList())
        .heading("冲正 Reversals")
        .table(
            List.of("待发 waiting", "挂起 parked (需人工处理 needs a person)"),
            List.of(
                List.of(
                    Long.toString(day.reversalsWaiting()), Long.toString(day.reversalsParked()))))
        .heading("日终 Settlement")
        .table(
            List.of("营业日 date", "步骤 step", "状态 state", "时间 at"),
            day.settlements().stream()
                .map(
                    run ->
                        List.of(
                            run.businessDate().toString(),
                            run.step(),
                            run.state(),
                            run.changedAt().toString()))
                .toList())
        .heading("对账单 Statements")
        .links(days.stream().map(date -> "statements/" + date).toList())
        .page("一清 OneClear 运营 Operations");
  }

  static String statements(LocalDate day, List<String> names) {
    return new Html()
        .links(names.stream().map(name -> "statements/" + day + "/" + name).toList())
        .page("对账单 Statements " + day);
  }

  private static List<String> row(OperationsView.Count count) {
    return List.of(
        kind(count.kind()),
        count.state(),
        count.code(),
        Long.toString(count.count()),
        Money.cny(count.fen()).yuan());
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "PURCHASE" -> "消费 purchase";
      case "VOID" -> "消费撤销 void";
      case "REFUND" -> "退货 refund";
      case "BALANCE_INQUIRY" -> "余额查询 balance inquiry";
      default -> kind;
    };
  }
}
