package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import io.oneclear.settlement.PricingStore;
import io.oneclear.settlement.StepMark;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.fee.FeeItem;
import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.report.DryRunReport;
import io.oneclear.store.Lanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Streams captured transactions past the fee engine: {@code COPY} out, {@code COPY} in. Sales in
 * two lanes, each taking a stretch of the table after the other; then what gives back, which needs
 * the sales' lines.
 */
final class PricingTables implements PricingStore {

  /**
   * Pages that a lane takes at a time, at most: some thousand transactions. The lanes' lines lie
   * side by side, so a statement finds its lines in about so many pages more than it needs.
   */
  private static final long MAX_STRETCH = 128;

  private final Units units;

  PricingTables(Units units) {
    this.units = units;
  }

  @Override
  public Priced price(StepMark mark, Pricer pricer) {
    LocalDate date = mark.date();
    Priced sales = priceSales(mark, pricer);
    return units.step(
        mark,
        sql -> {
          Priced all = sales.plus(priceGivenBack(sql, date, pricer));
          if (all.unpriced() > 0) {
            openItemsOfUnpriced(sql, date);
          }
          if (all.feeDiffers() > 0) {
            openItemsOfFees(sql, date);
          }
          return new Units.Done<>(all.lines(), all);
        });
  }

  private Priced priceSales(StepMark mark, Pricer pricer) {
    DayTable captured = new DayTable("captured", mark.date());
    DayTable lines = new DayTable("settlement_line", mark.date());
    int filling =
        units.beginFilling(
            mark,
            sql -> {
              lines.create(sql);
              return null;
            });
    Sales sales = units.unit(sql -> new Sales(merchants(sql, mark.date(), pricer), pricer));
    Lanes<Stretch> stretches = stretches(units.unit(sql -> pages(sql, captured)));
    List<Priced> done =
        stretches.run(
            lane ->
                units.lane(
                    mark,
                    filling,
                    sql -> {
                      try (LineWriter writer = new LineWriter(sql, lines.name(), mark.date())) {
                        priceSales(captured, lane, writer, sales);
                        return writer.finish();
                      }
                    }));
    index(mark, filling, lines);
    units.part(
        mark,
        "sales-written",
        sql -> {
          Units.refuseUnlessCurrent(sql, mark, filling);
          lines.keyed(sql);
          lines.attach(sql);
          lines.analyze(sql);
          return null;
        });
    return done.stream().reduce(Priced.NONE, Priced::plus);
  }

  /** The primary key takes about as long as all others: a lane for it, a lane for them. */
  private void index(StepMark mark, int filling, DayTable table) {
    Deque<String> indexes = new ArrayDeque<>(units.unit(table::indexes));
    new Lanes<>(indexes::pollFirst)
        .run(
            lane ->
                units.lane(
                    mark,
                    filling,
                    sql -> {
                      sql.run("SET LOCAL max_parallel_maintenance_workers = 0");
                      for (String index = lane.next(); index != null; index = lane.next()) {
                        sql.run(index);
                      }
                      return null;
                    }));
  }

  /** Pages of a table, from one to before another. */
  private record Stretch(long from, long to) {}

  /** Several for each lane, also of a small day: so both end at about the same time. */
  private static Lanes<Stretch> stretches(long pages) {
    long length = Math.clamp(pages / (4 * Lanes.COUNT), 1, MAX_STRETCH);
    AtomicLong next = new AtomicLong();
    return new Lanes<>(
        () -> {
          long from = next.getAndAdd(length);
          return from < pages ? new Stretch(from, from + length) : null;
        });
  }

  private static long pages(Sql sql, DayTable table) throws SQLException {
    return sql.number(
        "SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint",
        table.name());
  }

  /** Reads on a connection of its own: one cannot copy out and copy in at the same time. */
  private void priceSales(DayTable captured, Lanes<Stretch> lane, LineWriter writer, Sales sales)
      throws SQLException {
    try (Connection reading = units.dataSource().getConnection()) {
      for (Stretch part = lane.next(); part != null; part = lane.next()) {
        try (CopiedRows row = new CopiedRows(reading, sales(captured, part))) {
          while (row.next()) {
            String merchant = writer.begin(row);
            Long hold = row.takeLongOrNull();
            writer.end(sales.price(merchant, row.takeText(), row.takeLong()), hold);
          }
        }
      }
    }
  }

  /** The first columns are those that a line takes over as they are. */
  private static String sales(DayTable captured, Stretch part) {
    return """
      SELECT transaction_id, merchant_id, match, signed_fen, scheme_fen, scheme_issuer_fen, scheme_network_fen, original_id, kind,
        hold_id, product, amount_fen
      FROM %s WHERE ctid >= '(%d,0)' AND ctid < '(%d,0)' AND kind = 'PURCHASE'
      """
        .formatted(captured.name(), part.from(), part.to());
  }

  private Priced priceGivenBack(Sql sql, LocalDate date, Pricer pricer) throws SQLException {
    try (Connection reading = units.dataSource().getConnection();
        CopiedRows row = new CopiedRows(reading, givenBack(date));
        LineWriter writer = new LineWriter(sql, "settlement_line", date)) {
      while (row.next()) {
        writer.begin(row);
        Long hold = row.takeLongOrNull();
        writer.end(pricer.giveBack(giveBack(writer.kind(), row)), hold);
      }
      return writer.finish();
    }
  }

  /** What a line takes over, then what it gives back of. */
  private static String givenBack(LocalDate date) {
    return """
      SELECT c.transaction_id, c.merchant_id, c.match, c.signed_fen, c.scheme_fen, c.scheme_issuer_fen,
        c.scheme_network_fen, c.original_id, c.kind,
        CASE WHEN c.kind = 'VOID' AND o.business_date = c.business_date THEN o.hold_id END, c.original_fen, c.amount_fen,
        CASE WHEN c.kind = 'REFUND' THEN
          coalesce((SELECT sum(-r.signed_fen) FROM settlement_line r WHERE r.kind = 'REFUND' AND r.original_id = c.original_id
                    AND r.business_date >= c.original_date AND r.business_date < c.business_date), 0)
          + coalesce(sum(c.amount_fen) OVER (PARTITION BY c.original_id, c.kind ORDER BY c.transaction_id
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        ELSE 0 END::bigint,
        o.merchant_rule, o.merchant_basis_fen, o.merchant_fee_fen, o.merchant_made,
        o.issuer_rule, o.issuer_basis_fen, o.issuer_fee_fen, o.issuer_made,
        o.network_rule, o.network_basis_fen, o.network_fee_fen, o.network_made
      FROM captured c
      LEFT JOIN settlement_line o ON o.business_date = c.original_date AND o.transaction_id = c.original_id
        AND o.kind = c.original_kind AND o.merchant_id = c.merchant_id
      WHERE c.business_date = '%s' AND c.kind <> 'PURCHASE'
      """
        .formatted(date);
  }

  private static GiveBack giveBack(String kind, CopiedRows row) {
    Long originalFen = row.takeLongOrNull();
    long fen = row.takeLong();
    long before = row.takeLong();
    FeeItem merchant = item(row);
    FeeItem issuer = item(row);
    FeeItem network = item(row);
    Fees original = merchant == null ? Fees.UNPRICED : new Fees(merchant, issuer, network);
    return new GiveBack(
        !kind.equals("REFUND"), original, originalFen == null ? 0 : originalFen, fen, before);
  }

  /** Null if the original has no line. */
  private static FeeItem item(CopiedRows row) {
    String rule = row.takeText();
    Long basis = row.takeLongOrNull();
    Long fen = row.takeLongOrNull();
    String made = row.takeText();
    return rule == null ? null : new FeeItem(rule, basis, fen, FeeItem.Made.valueOf(made));
  }

  private static void openItemsOfUnpriced(Sql sql, LocalDate date) throws SQLException {
    sql.update(
        """
        INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, ours_fen, theirs_fen,
          transaction_id, owner, text)
        SELECT 'UNPRICED', business_date || '/' || transaction_id || '/' || kind, merchant_id, business_date, signed_fen,
          signed_fen, signed_fen, transaction_id, 'merchant management',
          kind || ' without a fee rule' || CASE kind WHEN 'PURCHASE' THEN ': held until somebody decides' ELSE '' END
        FROM settlement_line WHERE business_date = ? AND merchant_made = 'UNPRICED'
        ON CONFLICT (kind, subject) DO NOTHING
        """,
        date);
  }

  /** One item per merchant: where one fee differs, a table differs, and all of its lines do. */
  private static void openItemsOfFees(Sql sql, LocalDate date) throws SQLException {
    sql.update(
        """
        INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, ours_fen, theirs_fen, owner, text)
        SELECT 'CLEARING_FEE', business_date || '/' || merchant_id, merchant_id, business_date,
          sum(scheme_issuer_fen + scheme_network_fen - issuer_fee_fen - network_fee_fen),
          sum(issuer_fee_fen + network_fee_fen), sum(scheme_issuer_fen + scheme_network_fen), 'clearing',
          'fee differs on ' || count(*) || ' transactions'
        FROM settlement_line
        WHERE business_date = ? AND match <> 'SHORT'
          AND (issuer_fee_fen <> scheme_issuer_fen OR network_fee_fen <> scheme_network_fen)
        GROUP BY business_date, merchant_id
        ON CONFLICT (kind, subject) DO NOTHING
        """,
        date);
  }

  @Override
  public DryRunReport dryRun(LocalDate date, Pricer pricer) {
    return units.unit(sql -> new DryRun(sql, date, pricer).run());
  }

  private static Map<String, Merchant> merchants(Sql sql, LocalDate date, Pricer pricer)
      throws SQLException {
    Map<String, Merchant> merchants = new HashMap<>();
    sql.list(
        row ->
            merchants.put(
                row.getString(1),
                new Merchant(row.getString(2), row.getString(3), date, row.getLong(4))),
        """
        SELECT m.merchant_id, m.fee_plan, m.mcc, v.fen FROM merchant m
        LEFT JOIN (
          SELECT merchant_id, sum(sales_fen)::bigint AS fen FROM settlement_net
          WHERE business_date >= ? AND business_date < ? GROUP BY merchant_id) v USING (merchant_id)
        """,
        date.withDayOfMonth(1),
        pricer.needsMonthVolume() ? date : date.withDayOfMonth(1));
    return merchants;
  }

  /** What of a price is the merchant's on a date. */
  private record Merchant(String plan, String mcc, LocalDate date, long volumeFen) {}

  /** Prices sales. */
  private record Sales(Map<String, Merchant> merchants, Pricer pricer) {

    Fees price(String merchantId, String product, long amountFen) {
      Merchant merchant = merchants.get(merchantId);
      return pricer.purchase(
          new FeeInputs(
              merchant.plan(),
              merchant.mcc(),
              CardProduct.valueOf(product),
              amountFen,
              merchant.date(),
              merchant.volumeFen()));
    }
  }
}
