package io.oneclear.store.settlement;

import io.oneclear.merchant.SettlementAccount;
import io.oneclear.message.MerchantId;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.ReportStore;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.settlement.report.OpenItem;
import io.oneclear.settlement.report.StatementHeader;
import io.oneclear.settlement.report.StatementLine;
import io.oneclear.settlement.report.StatementSink;
import io.oneclear.settlement.report.TieOutLine;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads what a day came to. */
final class ReportTables implements ReportStore {

  private static final int FETCH = 5_000;

  private static final String ITEMS =
      """
      SELECT id, business_date, kind, coalesce(merchant_id, ''), subject, coalesce(ours_fen, 0),
        coalesce(theirs_fen, coalesce(ours_fen, 0) + coalesce(amount_fen, 0)), state, owner, text
      FROM open_item
      """;

  private static final String HEADERS =
      """
      SELECT n.merchant_id, m.name, n.cycle, n.value_date, n.sales_fen, n.voids_fen, n.refunds_fen, n.fees_fen,
        n.carried_in_fen, n.released_fen, n.held_fen, n.payout_fen, n.carried_out_fen,
        a.account_number, a.account_name, a.bank_code, a.bank_name
      FROM settlement_net n JOIN merchant m USING (merchant_id)
      LEFT JOIN payout p ON p.business_date = n.business_date AND p.merchant_id = n.merchant_id AND p.attempt = 1
      LEFT JOIN payout_account a ON a.merchant_id = p.merchant_id AND a.account_id = p.account_id
      WHERE n.business_date = ? ORDER BY n.merchant_id COLLATE "C"
      """;

  private static final String LINES =
      """
      SELECT l.merchant_id, c.received_at, c.terminal_id, c.batch, c.trace, c.rrn, c.pan_masked, l.kind, c.product,
        l.signed_fen, l.merchant_fee_fen, l.merchant_rule, l.hold_id IS NOT NULL
      FROM settlement_line l JOIN captured c ON c.business_date = l.business_date AND c.transaction_id = l.transaction_id
        AND c.kind = l.kind
      WHERE l.business_date = ? AND c.business_date = ?
      ORDER BY l.merchant_id COLLATE "C", c.received_at, l.transaction_id, l.kind
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
  public long statements(LocalDate date, StatementSink sink) {
    return units.unit(
        sql -> {
          List<StatementHeader> headers = sql.list(row -> header(date, row), HEADERS, date);
          try (PreparedStatement statement = sql.prepare(LINES, date, date)) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
              boolean more = row.next();
              for (StatementHeader header : headers) {
                sink.begin(header);
                while (more && row.getString(1).equals(header.merchant())) {
                  sink.line(line(row));
                  more = row.next();
                }
                sink.end();
              }
              if (more) {
                throw new IllegalStateException("settlement lines of a merchant without a net");
              }
            }
          }
          return (long) headers.size();
        });
  }

  private static StatementHeader header(LocalDate date, ResultSet row) throws SQLException {
    String number = row.getString(14);
    String account =
        number == null
            ? ""
            : new SettlementAccount(
                        new MerchantId(row.getString(1)),
                        number,
                        row.getString(15),
                        row.getString(16),
                        row.getString(17),
                        null)
                    .maskedNumber()
                + " "
                + row.getString(17);
    return new StatementHeader(
        date,
        row.getString(1),
        row.getString(2),
        row.getString(3).equals("T1") ? "T+1" : "D+1",
        row.getObject(4, LocalDate.class),
        account,
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13));
  }

  private static StatementLine line(ResultSet row) throws SQLException {
    return new StatementLine(
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getInt(4),
        row.getInt(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        row.getLong(11),
        row.getString(12),
        row.getBoolean(13));
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
  public void resolve(long item, String how, String by, Instant at) {
    units.unit(
        sql -> {
          long closed =
              sql.update(
                  "UPDATE open_item SET state = 'CLOSED', closed_at = ?, resolution = ?"
                      + " WHERE id = ? AND state = 'OPEN'",
                  at,
                  by + ": " + how,
                  item);
          if (closed == 0) {
            throw new RefusedException("there is no open item " + item);
          }
          return null;
        });
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
