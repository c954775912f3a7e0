package io.oneclear.store.settlement;

import io.oneclear.settlement.ReportStore;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.settlement.report.OpenItem;
import io.oneclear.settlement.report.StatementSink;
import io.oneclear.settlement.report.TieOutLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;

/** Reads what a day came to. */
final class ReportTables implements ReportStore {

  private static final String ITEMS =
      """
      SELECT id, business_date, kind, coalesce(merchant_id, ''), subject, coalesce(ours_fen, 0),
        coalesce(theirs_fen, coalesce(ours_fen, 0) + coalesce(amount_fen, 0)), state, owner, text
      FROM open_item
      """;

  private final Units units;

  ReportTables(Units units) {
    this.units = units;
  }

  @Override
  public List<TieOutLine> tieOut(LocalDate date) {
    return units.unit(sql -> new TieOut(sql, date).lines());
  }

  @Override
  public long statements(LocalDate date, Supplier<StatementSink> sinks) {
    return new StatementReader(units, date).read(sinks);
  }

  @Override
  public List<OpenItem> openItems(LocalDate upTo) {
    return units.unit(
        sql ->
            sql.list(
                ReportTables::item,
                ITEMS
                    + " WHERE state = 'OPEN' AND (business_date IS NULL OR business_date <= ?)"
                    + " ORDER BY business_date, id",
                upTo));
  }

  private static OpenItem item(ResultSet row) throws SQLException {
    return new OpenItem(
        row.getLong(1),
        row.getObject(2, LocalDate.class),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        row.getString(9),
        row.getString(10));
  }

  @Override
  public DayReport report(LocalDate date) {
    return units.unit(
        sql ->
            new DayReport(
                date,
                steps(sql, date),
                transactions(sql, date),
                matched(sql, date),
                fees(sql, date),
                payouts(sql, date),
                new TieOut(sql, date).lines(),
                sql.list(
                    ReportTables::item,
                    ITEMS + " WHERE business_date = ? AND state = 'OPEN' ORDER BY id",
                    date)));
  }

  @Override
  public List<DayReport.Transactions> transactions(LocalDate date) {
    return units.unit(sql -> transactions(sql, date));
  }

  private static List<DayReport.StepTime> steps(Sql sql, LocalDate date) throws SQLException {
    return sql.list(
        row ->
            new DayReport.StepTime(
                row.getString(1),
                row.getLong(2),
                Duration.between(
                    row.getObject(3, OffsetDateTime.class),
                    row.getObject(4, OffsetDateTime.class))),
        "SELECT step, rows, started_at, finished_at FROM settlement_step WHERE business_date = ?"
            + " ORDER BY finished_at",
        date);
  }

  private static List<DayReport.Transactions> transactions(Sql sql, LocalDate date)
      throws SQLException {
    return sql.list(
        row ->
            new DayReport.Transactions(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5)),
        """
        SELECT kind, state, coalesce(response_code, ''), count(*), sum(amount_fen)::bigint FROM card_transaction
        WHERE business_date = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        date);
  }

  private static List<DayReport.Matched> matched(Sql sql, LocalDate date) throws SQLException {
    return sql.list(
        row -> new DayReport.Matched(row.getString(1), row.getLong(2), row.getLong(3)),
        """
        SELECT match, count(*), sum(signed_fen)::bigint FROM captured WHERE business_date = ? GROUP BY match
        UNION ALL
        SELECT 'LONG', count(*), sum(theirs_fen)::bigint FROM open_item
        WHERE business_date = ? AND kind = 'CLEARING_LONG' HAVING count(*) > 0
        UNION ALL
        SELECT 'FEE_DIFFERS', count(*), sum(scheme_issuer_fen + scheme_network_fen - issuer_fee_fen - network_fee_fen)::bigint
        FROM settlement_line WHERE business_date = ? AND match <> 'SHORT'
          AND (issuer_fee_fen <> scheme_issuer_fen OR network_fee_fen <> scheme_network_fen)
        HAVING count(*) > 0
        ORDER BY 1
        """,
        date,
        date,
        date);
  }

  private static List<DayReport.FeeTotals> fees(Sql sql, LocalDate date) throws SQLException {
    return sql.list(
        row ->
            new DayReport.FeeTotals(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)),
        """
        SELECT m.fee_plan, count(*), sum(l.signed_fen)::bigint, sum(l.merchant_fee_fen)::bigint, sum(l.issuer_fee_fen)::bigint,
          sum(l.network_fee_fen)::bigint
        FROM settlement_line l JOIN merchant m USING (merchant_id) WHERE l.business_date = ? GROUP BY 1 ORDER BY 1
        """,
        date);
  }

  private static List<DayReport.Payouts> payouts(Sql sql, LocalDate date) throws SQLException {
    return sql.list(
        row ->
            new DayReport.Payouts(
                row.getObject(1, LocalDate.class),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5)),
        """
        SELECT value_date, channel, state, count(*), sum(amount_fen)::bigint FROM payout
        WHERE business_date = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        date);
  }
}
