package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import io.oneclear.settlement.PricingStore;
import io.oneclear.settlement.StepMark;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.fee.FeeItem;
import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.report.DryRunReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Streams captured transactions past the fee engine: a cursor in, {@code COPY} out. */
final class PricingTables implements PricingStore {

  private static final int FETCH = 5_000;

  private static final String INTO =
      "settlement_line (business_date, transaction_id, kind, merchant_id, match, signed_fen,"
          + " scheme_fen, scheme_issuer_fen, scheme_network_fen, hold_id, original_id,"
          + " merchant_rule, merchant_basis_fen, merchant_fee_fen, merchant_made,"
          + " issuer_rule, issuer_basis_fen, issuer_fee_fen, issuer_made,"
          + " network_rule, network_basis_fen, network_fee_fen, network_made)";

  private static final String PURCHASES =
      """
      SELECT c.transaction_id, c.kind, c.merchant_id, c.match, c.signed_fen, c.scheme_fen, c.scheme_issuer_fen,
        c.scheme_network_fen, c.hold_id, c.original_id, c.product, c.amount_fen, m.fee_plan, m.mcc
      FROM captured c JOIN merchant m USING (merchant_id)
      WHERE c.business_date = ? AND c.kind = 'PURCHASE'
      """;

  private static final String GIVEN_BACK =
      """
      SELECT c.transaction_id, c.kind, c.merchant_id, c.match, c.signed_fen, c.scheme_fen, c.scheme_issuer_fen,
        c.scheme_network_fen, CASE WHEN c.kind = 'VOID' AND o.business_date = c.business_date THEN o.hold_id END AS hold_id,
        c.original_id, c.amount_fen, c.original_fen,
        o.merchant_rule, o.merchant_basis_fen, o.merchant_fee_fen, o.merchant_made,
        o.issuer_rule, o.issuer_basis_fen, o.issuer_fee_fen, o.issuer_made,
        o.network_rule, o.network_basis_fen, o.network_fee_fen, o.network_made,
        CASE WHEN c.kind = 'REFUND' THEN
          coalesce((SELECT sum(-r.signed_fen) FROM settlement_line r WHERE r.kind = 'REFUND' AND r.original_id = c.original_id
                    AND r.business_date >= c.original_date AND r.business_date < c.business_date), 0)
          + coalesce(sum(c.amount_fen) OVER (PARTITION BY c.original_id, c.kind ORDER BY c.transaction_id
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        ELSE 0 END AS refunded_before
      FROM captured c
      LEFT JOIN settlement_line o ON o.business_date = c.original_date AND o.transaction_id = c.original_id
        AND o.kind = c.original_kind AND o.merchant_id = c.merchant_id
      WHERE c.business_date = ? AND c.kind <> 'PURCHASE'
      """;

  private final Units units;

  PricingTables(Units units) {
    this.units = units;
  }

  @Override
  public Priced price(StepMark mark, Pricer pricer) {
    LocalDate date = mark.date();
    units.part(
        mark,
        "purchases-written",
        sql -> {
          sql.update("DELETE FROM settlement_line WHERE business_date = ?", date);
          Map<String, Long> volumes = pricer.needsMonthVolume() ? volumes(sql, date) : Map.of();
          long lines =
              stream(sql, PURCHASES, date, row -> pricer.purchase(inputs(row, date, volumes)));
          sql.run("ANALYZE settlement_line");
          return lines;
        });
    return units.step(
        mark,
        sql -> {
          stream(sql, GIVEN_BACK, date, row -> pricer.giveBack(giveBack(row)));
          long unpriced = openItemsOfUnpriced(sql, date);
          long feeDiffers = openItemsOfFees(sql, date);
          long lines =
              sql.number("SELECT count(*) FROM settlement_line WHERE business_date = ?", date);
          return new Units.Done<>(lines, new Priced(lines, unpriced, feeDiffers));
        });
  }

  private static Map<String, Long> volumes(Sql sql, LocalDate date) throws SQLException {
    Map<String, Long> volumes = new HashMap<>();
    sql.list(
        row -> volumes.put(row.getString(1), row.getLong(2)),
        """
        SELECT merchant_id, sum(sales_fen)::bigint FROM settlement_net
        WHERE business_date >= ? AND business_date < ? GROUP BY merchant_id
        """,
        date.withDayOfMonth(1),
        date);
    return volumes;
  }

  /** Reads on a connection of its own: one cannot read a cursor and copy in at the same time. */
  private long stream(Sql into, String query, LocalDate date, RowPrice price) throws SQLException {
    try (Connection reading = units.dataSource().getConnection()) {
      reading.setAutoCommit(false);
      try (PreparedStatement statement = new Sql(reading).prepare(query, date);
          CopyRows lines = new CopyRows(into.connection(), INTO)) {
        statement.setFetchSize(FETCH);
        String day = date.toString();
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            writeLine(lines, day, row, price.of(row));
          }
        }
        return lines.finish();
      } finally {
        reading.rollback();
      }
    }
  }

  private static void writeLine(CopyRows lines, String day, ResultSet row, Fees fees)
      throws SQLException {
    long id = row.getLong("transaction_id");
    String kind = row.getString("kind");
    Long hold = row.getObject("hold_id", Long.class);
    if (hold == null && !fees.priced() && kind.equals("PURCHASE")) {
      hold = id;
    }
    lines
        .add(day)
        .add(id)
        .add(kind)
        .add(row.getString("merchant_id"))
        .add(row.getString("match"))
        .add(row.getLong("signed_fen"))
        .add(row.getLong("scheme_fen"))
        .add(row.getLong("scheme_issuer_fen"))
        .add(row.getLong("scheme_network_fen"))
        .add(hold)
        .add(row.getObject("original_id", Long.class));
    writeItem(lines, fees.merchant());
    writeItem(lines, fees.issuer());
    writeItem(lines, fees.network());
    lines.endRow();
  }

  private static void writeItem(CopyRows lines, FeeItem item) {
    lines.add(item.rule()).add(item.basisFen()).add(item.fen()).add(item.made().name());
  }

  private static FeeInputs inputs(ResultSet row, LocalDate date, Map<String, Long> volumes)
      throws SQLException {
    return new FeeInputs(
        row.getString("fee_plan"),
        row.getString("mcc"),
        CardProduct.valueOf(row.getString("product")),
        row.getLong("amount_fen"),
        date,
        volumes.getOrDefault(row.getString("merchant_id"), 0L));
  }

  private static GiveBack giveBack(ResultSet row) throws SQLException {
    return new GiveBack(
        !row.getString("kind").equals("REFUND"),
        originalFees(row),
        row.getLong("original_fen"),
        row.getLong("amount_fen"),
        row.getLong("refunded_before"));
  }

  private static Fees originalFees(ResultSet row) throws SQLException {
    return row.getString("merchant_rule") == null
        ? Fees.UNPRICED
        : new Fees(item(row, "merchant"), item(row, "issuer"), item(row, "network"));
  }

  private static FeeItem item(ResultSet row, String which) throws SQLException {
    return new FeeItem(
        row.getString(which + "_rule"),
        row.getLong(which + "_basis_fen"),
        row.getLong(which + "_fee_fen"),
        FeeItem.Made.valueOf(row.getString(which + "_made")));
  }

  private static long openItemsOfUnpriced(Sql sql, LocalDate date) throws SQLException {
    return sql.update(
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
  private static long openItemsOfFees(Sql sql, LocalDate date) throws SQLException {
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
    return sql.number(
        """
        SELECT count(*) FROM settlement_line
        WHERE business_date = ? AND match <> 'SHORT'
          AND (issuer_fee_fen <> scheme_issuer_fen OR network_fee_fen <> scheme_network_fen)
        """,
        date);
  }

  @Override
  public DryRunReport dryRun(LocalDate date, Pricer pricer) {
    return units.unit(sql -> new DryRun(sql, date, pricer).run());
  }

  /** The price of what a row says. */
  @FunctionalInterface
  private interface RowPrice {
    Fees of(ResultSet row) throws SQLException;
  }
}
