package io.oneclear.store.settlement;

import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.MoneyRules;
import io.oneclear.store.audit.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The money rules of settlement: ledger, settled once, own account only, tied out. */
public final class SettlementRules implements MoneyRules {

  /** What is wrong is counted, and the first few are named. */
  private record Check(int rule, String name, String rows, String wrong) {}

  private static final List<Check> CHECKS =
      List.of(
          new Check(
              7,
              "every posting set balances",
              "SELECT count(*) FROM posting_set",
              """
              SELECT set_id::text FROM ledger_entry GROUP BY set_id HAVING sum(amount_fen) <> 0
              """),
          new Check(
              7,
              "balances are the sums of their entries",
              "SELECT count(*) FROM account_balance",
              """
              SELECT account || '/' || merchant_id
              FROM (SELECT account, merchant_id, sum(amount_fen) AS entries FROM ledger_entry GROUP BY 1, 2) e
              FULL JOIN account_balance b USING (account, merchant_id)
              WHERE coalesce(e.entries, 0) <> coalesce(b.balance_fen, 0)
              """),
          new Check(
              8,
              "every captured transaction has exactly one settlement line",
              "SELECT count(*) FROM captured c JOIN settlement_step s ON s.business_date ="
                  + " c.business_date AND s.step = 'PRICE'",
              """
              SELECT c.business_date || '/' || c.transaction_id || '/' || c.kind
              FROM captured c JOIN settlement_step s ON s.business_date = c.business_date AND s.step = 'PRICE'
              LEFT JOIN settlement_line l ON l.business_date = c.business_date AND l.transaction_id = c.transaction_id
                AND l.kind = c.kind AND l.merchant_id = c.merchant_id
              WHERE l.signed_fen IS DISTINCT FROM c.signed_fen
              UNION ALL
              SELECT l.business_date || '/' || l.transaction_id || '/' || l.kind
              FROM settlement_line l JOIN settlement_step s ON s.business_date = l.business_date AND s.step = 'PRICE'
              LEFT JOIN captured c ON c.business_date = l.business_date AND c.transaction_id = l.transaction_id AND c.kind = l.kind
              WHERE c.transaction_id IS NULL
              UNION ALL
              SELECT transaction_id || '/' || kind FROM settlement_line GROUP BY transaction_id, kind HAVING count(*) > 1
              """),
          new Check(
              8,
              "what a date comes to for a merchant is the sum of its lines",
              "SELECT count(*) FROM merchant_day",
              """
              SELECT business_date || '/' || merchant_id FROM (
                SELECT l.business_date, l.merchant_id, count(*) AS transactions, sum(l.signed_fen) AS gross,
                  sum(l.merchant_fee_fen) AS price, sum(l.issuer_fee_fen + l.network_fee_fen) AS cost,
                  coalesce(sum(l.signed_fen - l.merchant_fee_fen) FILTER (WHERE l.hold_id IS NOT NULL), 0) AS held
                FROM settlement_line l JOIN settlement_step s ON s.business_date = l.business_date AND s.step = 'POST'
                GROUP BY 1, 2) l
              FULL JOIN merchant_day d USING (business_date, merchant_id)
              WHERE (l.transactions, l.gross, l.price, l.cost, l.held) IS DISTINCT FROM
                (d.transactions, d.sales_fen + d.voids_fen + d.refunds_fen, d.price_fen, d.issuer_fen + d.network_fen, d.held_fen)
              UNION ALL
              SELECT n.business_date || '/' || n.merchant_id FROM settlement_net n
              LEFT JOIN merchant_day d USING (business_date, merchant_id)
              WHERE (n.sales_fen, n.voids_fen, n.refunds_fen, n.fees_fen, n.held_fen) IS DISTINCT FROM
                (coalesce(d.sales_fen, 0), coalesce(d.voids_fen, 0), coalesce(d.refunds_fen, 0), coalesce(d.price_fen, 0),
                 coalesce(d.held_fen, 0))
              """),
          new Check(
              8,
              "every success of a reconciled date was captured",
              """
              SELECT count(*) FROM card_transaction t
              JOIN settlement_step s ON s.business_date = t.business_date AND s.step = 'RECONCILE'
              """,
              """
              SELECT t.id::text FROM card_transaction t
              JOIN settlement_step s ON s.business_date = t.business_date AND s.step = 'RECONCILE'
              LEFT JOIN captured c ON c.business_date = t.business_date AND c.transaction_id = t.id AND c.kind = t.kind
              WHERE c.transaction_id IS NULL AND (
                t.kind = 'PURCHASE' AND t.state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')
                OR t.kind IN ('VOID', 'REFUND') AND t.state = 'APPROVED')
              """),
          new Check(
              8,
              "nobody is paid twice for a date",
              "SELECT count(*) FROM payout",
              """
              SELECT business_date || '/' || merchant_id FROM payout WHERE state IN ('ORDERED', 'PAID')
              GROUP BY business_date, merchant_id HAVING count(*) > 1
              UNION ALL
              SELECT p.end_to_end_id FROM payout p JOIN settlement_net n USING (business_date, merchant_id)
              WHERE p.amount_fen <> n.payout_fen
              """),
          new Check(
              9,
              "payouts go to the merchant's own verified account",
              "SELECT count(*) FROM payout",
              """
              SELECT p.end_to_end_id FROM payout p
              LEFT JOIN payout_account a ON a.account_id = p.account_id AND a.merchant_id = p.merchant_id
              LEFT JOIN merchant m ON m.merchant_id = p.merchant_id
              WHERE a.account_id IS NULL OR a.account_name <> m.licence_name
              """),
          new Check(
              10,
              "what every merchant is owed is what is carried forward, to come or held",
              "SELECT count(*) FROM settlement_net",
              """
              SELECT merchant_id FROM (
                SELECT e.merchant_id, sum(e.amount_fen) AS fen FROM ledger_entry e
                JOIN settlement_step s ON s.business_date = e.business_date AND s.step = 'NET'
                WHERE e.account = 'MERCHANT_PAYABLE' GROUP BY 1) l
              FULL JOIN (
                SELECT n.merchant_id,
                  (SELECT k.carried_out_fen FROM settlement_net k WHERE k.merchant_id = n.merchant_id
                   ORDER BY k.business_date DESC LIMIT 1)
                  + coalesce(sum(n.payout_fen) FILTER (WHERE NOT EXISTS (
                      SELECT FROM payout p WHERE p.business_date = n.business_date AND p.merchant_id = n.merchant_id
                      AND p.state IN ('ORDERED', 'PAID'))), 0) AS fen
                FROM settlement_net n GROUP BY n.merchant_id) w USING (merchant_id)
              WHERE coalesce(-l.fen, 0) <> coalesce(w.fen, 0)
              """));

  @Override
  public List<Finding> check(Snapshot snapshot) throws SQLException {
    List<Finding> findings =
        new ArrayList<>(
            snapshot.inLanes(CHECKS, (connection, check) -> finding(new Sql(connection), check)));
    findings.add(closedDaysTie(new Sql(snapshot.connection())));
    return findings;
  }

  private static Finding finding(Sql sql, Check check) throws SQLException {
    long rows = sql.number(check.rows());
    long wrong = sql.number("SELECT count(*) FROM (" + check.wrong() + ") w");
    List<String> samples =
        wrong == 0
            ? List.of()
            : sql.list(row -> row.getString(1), "SELECT * FROM (" + check.wrong() + ") w LIMIT 5");
    return new Finding(check.rule(), check.name(), rows, wrong, samples);
  }

  private static Finding closedDaysTie(Sql sql) throws SQLException {
    return new Finding(
        10,
        "closed dates tie out: captured = lines = posted",
        sql.number("SELECT count(*) FROM settlement_step WHERE step = 'CLOSE'"),
        sql.number("SELECT count(*) FROM (" + UNTIED + ") u"),
        sql.list(row -> row.getString(1), UNTIED + " LIMIT 5"));
  }

  private static final String UNTIED =
      """
      SELECT d.business_date::text FROM settlement_step d
      CROSS JOIN LATERAL (SELECT coalesce(sum(signed_fen), 0) AS fen FROM captured WHERE business_date = d.business_date) c
      CROSS JOIN LATERAL (SELECT coalesce(sum(signed_fen), 0) AS fen FROM settlement_line WHERE business_date = d.business_date) l
      CROSS JOIN LATERAL (SELECT coalesce(sum(signed_fen), 0) AS fen FROM clearing_line WHERE business_date = d.business_date) f
      CROSS JOIN LATERAL (SELECT coalesce(sum(theirs_fen - ours_fen), 0) AS fen FROM open_item WHERE business_date = d.business_date
                          AND kind IN ('CLEARING_SHORT', 'CLEARING_LONG', 'CLEARING_AMOUNT')) i
      CROSS JOIN LATERAL (SELECT coalesce(-sum(e.amount_fen), 0) AS fen FROM ledger_entry e JOIN posting_set s USING (set_id)
                          WHERE e.business_date = d.business_date AND s.purpose = 'SALES'
                          AND e.account IN ('MERCHANT_PAYABLE', 'MERCHANT_HELD', 'FEE_INCOME')) p
      WHERE d.step = 'CLOSE' AND (c.fen <> l.fen OR c.fen + i.fen <> f.fen OR l.fen <> p.fen)
      """;
}
