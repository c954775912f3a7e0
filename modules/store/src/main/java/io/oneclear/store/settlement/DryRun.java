package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import io.oneclear.settlement.PricingStore.GiveBack;
import io.oneclear.settlement.PricingStore.Pricer;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.fee.FeeItem;
import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.report.DryRunReport;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prices a date from the journal as it is now and writes nothing. Memory grows with the number of
 * merchants, not of transactions.
 */
record DryRun(Sql sql, LocalDate date, Pricer pricer) {

  private static final int FETCH = 5_000;

  private static final String CAPTURED =
      """
      SELECT t.kind, t.merchant_id, m.fee_plan, m.mcc, t.product, t.amount_fen,
        o.amount_fen AS original_fen, o.product AS original_product, o.business_date AS original_date,
        l.merchant_rule, l.merchant_basis_fen, l.merchant_fee_fen, l.merchant_made,
        l.issuer_rule, l.issuer_basis_fen, l.issuer_fee_fen, l.issuer_made,
        l.network_rule, l.network_basis_fen, l.network_fee_fen, l.network_made,
        CASE WHEN t.kind = 'REFUND' THEN
          coalesce((SELECT sum(-r.signed_fen) FROM settlement_line r WHERE r.kind = 'REFUND' AND r.original_id = t.original_id
                    AND r.business_date >= o.business_date AND r.business_date < t.business_date), 0)
          + coalesce(sum(t.amount_fen) OVER (PARTITION BY t.original_id, t.kind ORDER BY t.id
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        ELSE 0 END AS refunded_before
      FROM card_transaction t
      JOIN merchant m USING (merchant_id)
      LEFT JOIN card_transaction o ON o.terminal_id = t.original_terminal AND o.batch = t.original_batch
        AND o.trace = t.original_trace AND o.batch_opened_on = t.original_opened_on AND o.merchant_id = t.merchant_id
      LEFT JOIN settlement_line l ON l.business_date = o.business_date AND l.business_date < t.business_date
        AND l.transaction_id = o.id AND l.kind = o.kind AND l.merchant_id = o.merchant_id
      WHERE t.business_date = ? AND (
        t.kind = 'PURCHASE' AND t.state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')
        OR t.kind IN ('VOID', 'REFUND') AND t.state = 'APPROVED')
      """;

  DryRunReport run() throws SQLException {
    Map<String, Long> volumes = new HashMap<>();
    if (pricer.needsMonthVolume()) {
      sql.list(
          row -> volumes.put(row.getString(1), row.getLong(2)),
          "SELECT merchant_id, sum(sales_fen)::bigint FROM settlement_net"
              + " WHERE business_date >= ? AND business_date < ? GROUP BY merchant_id",
          date.withDayOfMonth(1),
          date);
    }
    Map<String, Totals> merchants = new TreeMap<>();
    try (PreparedStatement statement = sql.prepare(CAPTURED, date)) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String merchant = row.getString("merchant_id");
          merchants
              .computeIfAbsent(merchant, _ -> new Totals())
              .add(row, price(row, volumes.getOrDefault(merchant, 0L)));
        }
      }
    }
    return compared(merchants);
  }

  private Fees price(ResultSet row, long volume) throws SQLException {
    if (row.getString("kind").equals("PURCHASE")) {
      return purchase(row, row.getString("product"), row.getLong("amount_fen"), volume);
    }
    return pricer.giveBack(
        new GiveBack(
            row.getString("kind").equals("VOID"),
            original(row, volume),
            row.getLong("original_fen"),
            row.getLong("amount_fen"),
            row.getLong("refunded_before")));
  }

  /** An original of the same date is priced here; an earlier one has its line. */
  private Fees original(ResultSet row, long volume) throws SQLException {
    LocalDate originalDate = row.getObject("original_date", LocalDate.class);
    if (date.equals(originalDate)) {
      return purchase(row, row.getString("original_product"), row.getLong("original_fen"), volume);
    }
    if (row.getString("merchant_rule") == null) {
      return Fees.UNPRICED;
    }
    return new Fees(item(row, "merchant"), item(row, "issuer"), item(row, "network"));
  }

  private Fees purchase(ResultSet row, String product, long amountFen, long volume)
      throws SQLException {
    return pricer.purchase(
        new FeeInputs(
            row.getString("fee_plan"),
            row.getString("mcc"),
            CardProduct.valueOf(product),
            amountFen,
            date,
            volume));
  }

  private static FeeItem item(ResultSet row, String which) throws SQLException {
    return new FeeItem(
        row.getString(which + "_rule"),
        row.getLong(which + "_basis_fen"),
        row.getLong(which + "_fee_fen"),
        FeeItem.Made.valueOf(row.getString(which + "_made")));
  }

  private DryRunReport compared(Map<String, Totals> merchants) throws SQLException {
    Optional<LocalDate> last =
        sql.first(
            row -> row.getObject(1, LocalDate.class),
            "SELECT max(business_date) FROM settlement_net WHERE business_date <= ?"
                + " HAVING max(business_date) IS NOT NULL",
            date);
    Map<String, long[]> before = new HashMap<>();
    if (last.isPresent()) {
      sql.list(
          row -> before.put(row.getString(1), new long[] {row.getLong(2), row.getLong(3)}),
          "SELECT merchant_id, sales_fen + voids_fen + refunds_fen - fees_fen, fees_fen"
              + " FROM settlement_net WHERE business_date = ?",
          last.get());
    }
    before.keySet().forEach(merchant -> merchants.putIfAbsent(merchant, new Totals()));
    List<DryRunReport.Line> lines = new ArrayList<>();
    merchants.forEach(
        (merchant, now) -> {
          long[] then = before.getOrDefault(merchant, new long[2]);
          lines.add(
              new DryRunReport.Line(
                  merchant, now.count, now.gross, now.fees, now.unpriced, then[0], then[1]));
        });
    return new DryRunReport(date, last.orElse(null), lines);
  }

  /** Running totals of one merchant. */
  private static final class Totals {
    private long count;
    private long gross;
    private long fees;
    private long unpriced;

    void add(ResultSet row, Fees priced) throws SQLException {
      long amount = row.getLong("amount_fen");
      count++;
      gross += row.getString("kind").equals("PURCHASE") ? amount : -amount;
      fees += priced.merchant().fen();
      unpriced += priced.priced() ? 0 : 1;
    }
  }
}
