package io.oneclear.store.settlement;

import io.oneclear.merchant.SettlementCycle;
import io.oneclear.settlement.LedgerStore;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.StepMark;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;

/** Double entry, nets, approvals. Debits are positive. */
final class LedgerTables implements LedgerStore {

  /** Stands for us where an entry is about no merchant. */
  private static final String HOUSE = "000000000000000";

  /** A table made from a query is read in parallel; rows inserted from one are not. */
  private static final String SUMS =
      """
      CREATE TEMPORARY TABLE sums ON COMMIT DROP AS
      SELECT business_date, merchant_id, count(*) AS transactions,
        coalesce(sum(signed_fen) FILTER (WHERE kind = 'PURCHASE'), 0)::bigint AS sales,
        coalesce(sum(signed_fen) FILTER (WHERE kind IN ('VOID', 'LATE_REVERSAL')), 0)::bigint AS voids,
        coalesce(sum(signed_fen) FILTER (WHERE kind = 'REFUND'), 0)::bigint AS refunds,
        sum(scheme_fen)::bigint AS scheme, sum(scheme_issuer_fen + scheme_network_fen)::bigint AS scheme_cost,
        sum(merchant_fee_fen)::bigint AS price, sum(issuer_fee_fen)::bigint AS issuer, sum(network_fee_fen)::bigint AS network,
        coalesce(sum(signed_fen - merchant_fee_fen) FILTER (WHERE hold_id IS NOT NULL), 0)::bigint AS held
      FROM settlement_line WHERE business_date = ? GROUP BY business_date, merchant_id
      """;

  private static final String KEEP_SUMS =
      """
      INSERT INTO merchant_day (business_date, merchant_id, transactions, sales_fen, voids_fen, refunds_fen, scheme_fen,
        scheme_cost_fen, price_fen, issuer_fen, network_fen, held_fen)
      SELECT * FROM sums ORDER BY merchant_id
      """;

  private static final String POST_SALES =
      """
      WITH t AS (
        SELECT s.*, sales + voids + refunds AS gross FROM sums s),
      sets AS (
        INSERT INTO posting_set (business_date, merchant_id, purpose, reference, posted_at)
        SELECT business_date, merchant_id, 'SALES', '', ? FROM t ORDER BY merchant_id RETURNING set_id, merchant_id)
      INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
      SELECT s.set_id, v.account, s.merchant_id, t.business_date, v.fen
      FROM sets s JOIN t USING (merchant_id) CROSS JOIN LATERAL (VALUES
        ('SCHEME_RECEIVABLE', t.scheme - t.scheme_cost),
        ('SUSPENSE', t.gross - t.scheme),
        ('ISSUER_FEE_COST', t.issuer),
        ('NETWORK_FEE_COST', t.network),
        ('FEE_SUSPENSE', t.scheme_cost - t.issuer - t.network),
        ('MERCHANT_PAYABLE', -(t.gross - t.price - t.held)),
        ('MERCHANT_HELD', -t.held),
        ('FEE_INCOME', -t.price)) AS v (account, fen)
      WHERE v.fen <> 0
      """;

  /** What only the scheme knows: it pays us, and we owe it to an open item. */
  private static final String POST_SCHEME_ONLY =
      """
      WITH t AS (
        SELECT sum(c.signed_fen)::bigint AS scheme, sum(c.issuer_fee_fen + c.network_fee_fen)::bigint AS cost
        FROM open_item i JOIN clearing_line c ON c.business_date = i.business_date AND c.line = i.clearing_line
        WHERE i.kind = 'CLEARING_LONG' AND i.business_date = ? HAVING count(*) > 0),
      sets AS (
        INSERT INTO posting_set (business_date, merchant_id, purpose, reference, posted_at)
        SELECT ?, ?, 'SCHEME_ONLY', '', ? FROM t RETURNING set_id, merchant_id)
      INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
      SELECT s.set_id, v.account, s.merchant_id, ?, v.fen
      FROM sets s CROSS JOIN t CROSS JOIN LATERAL (VALUES
        ('SCHEME_RECEIVABLE', t.scheme - t.cost), ('SUSPENSE', -t.scheme), ('FEE_SUSPENSE', t.cost)) AS v (account, fen)
      WHERE v.fen <> 0
      """;

  private static final String RELEASE =
      """
      INSERT INTO hold_release (line_date, transaction_id, kind, merchant_id, released_on, net_fen)
      SELECT l.business_date, l.transaction_id, l.kind, l.merchant_id, ?, l.signed_fen - l.merchant_fee_fen
      FROM settlement_line l
      WHERE l.hold_id IS NOT NULL AND l.business_date < ?
        AND NOT EXISTS (SELECT FROM hold_release r WHERE r.line_date = l.business_date AND r.transaction_id = l.transaction_id
                        AND r.kind = l.kind AND r.merchant_id = l.merchant_id)
        AND NOT EXISTS (SELECT FROM open_item i WHERE i.transaction_id = l.hold_id AND i.state = 'OPEN'
                        AND i.kind IN ('CLEARING_SHORT', 'UNPRICED'))
      """;

  private static final String POST_RELEASE =
      """
      WITH t AS (
        SELECT merchant_id, sum(net_fen)::bigint AS net FROM hold_release WHERE released_on = ? GROUP BY merchant_id),
      sets AS (
        INSERT INTO posting_set (business_date, merchant_id, purpose, reference, posted_at)
        SELECT ?, merchant_id, 'RELEASE', '', ? FROM t ORDER BY merchant_id RETURNING set_id, merchant_id)
      INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
      SELECT s.set_id, v.account, s.merchant_id, ?, v.fen
      FROM sets s JOIN t USING (merchant_id)
      CROSS JOIN LATERAL (VALUES ('MERCHANT_HELD', t.net), ('MERCHANT_PAYABLE', -t.net)) AS v (account, fen)
      WHERE v.fen <> 0
      """;

  private static final String NET =
      """
      INSERT INTO settlement_net (business_date, merchant_id, cycle, value_date, sales_fen, voids_fen, refunds_fen, fees_fen,
        held_fen, released_fen, carried_in_fen, payout_fen, carried_out_fen)
      SELECT ?, merchant_id, cycle, CASE cycle WHEN 'T1' THEN ?::date ELSE ?::date END, sales, voids, refunds, fees,
        held, released, carried, payout, net - payout
      FROM (
        SELECT n.*, CASE WHEN net > 0 AND has_account THEN net ELSE 0 END AS payout FROM (
          SELECT m.merchant_id, m.cycle, coalesce(t.sales_fen, 0) AS sales, coalesce(t.voids_fen, 0) AS voids,
            coalesce(t.refunds_fen, 0) AS refunds, coalesce(t.price_fen, 0) AS fees, coalesce(t.held_fen, 0) AS held,
            coalesce(r.net, 0) AS released, coalesce(k.carried_out_fen, 0) AS carried,
            coalesce(t.sales_fen + t.voids_fen + t.refunds_fen - t.price_fen - t.held_fen, 0) + coalesce(r.net, 0) + coalesce(k.carried_out_fen, 0) AS net,
            EXISTS (SELECT FROM settlement_account a WHERE a.merchant_id = m.merchant_id AND a.verified_at IS NOT NULL) AS has_account,
            t.merchant_id IS NOT NULL OR r.merchant_id IS NOT NULL OR coalesce(k.carried_out_fen, 0) <> 0 AS concerned
          FROM merchant m
          LEFT JOIN merchant_day t ON t.business_date = ? AND t.merchant_id = m.merchant_id
          LEFT JOIN (
            SELECT merchant_id, sum(net_fen)::bigint AS net FROM hold_release WHERE released_on = ? GROUP BY merchant_id
          ) r ON r.merchant_id = m.merchant_id
          LEFT JOIN LATERAL (
            SELECT p.carried_out_fen FROM settlement_net p WHERE p.merchant_id = m.merchant_id AND p.business_date < ?
            ORDER BY p.business_date DESC LIMIT 1) k ON true) n
        WHERE concerned) p
      """;

  /** Everything two people agree to: who gets how much, when, and on which account. */
  private static final String PROPOSAL =
      """
      SELECT count(*), coalesce(sum(n.payout_fen), 0)::bigint,
        encode(sha256(convert_to(coalesce(string_agg(concat_ws(':', n.merchant_id, n.payout_fen, n.value_date,
          a.account_number, a.account_name, a.bank_code, a.verified_at IS NOT NULL), ',' ORDER BY n.merchant_id), ''), 'UTF8')), 'hex')
      FROM settlement_net n LEFT JOIN settlement_account a USING (merchant_id)
      WHERE n.business_date = ? AND n.payout_fen > 0
      """;

  private final Units units;
  private final InstantSource clock;

  LedgerTables(Units units, InstantSource clock) {
    this.units = units;
    this.clock = clock;
  }

  @Override
  public long post(StepMark mark) {
    LocalDate date = mark.date();
    return units.step(
        mark,
        sql -> {
          Instant now = clock.instant();
          sql.run(SUMS, date);
          sql.analyze("sums");
          sql.update(KEEP_SUMS);
          sql.analyze("merchant_day");
          long entries = sql.update(POST_SALES, now);
          entries += sql.update(POST_SCHEME_ONLY, date, date, HOUSE, now, date);
          sql.update(RELEASE, date, date);
          entries += sql.update(POST_RELEASE, date, date, now, date);
          return new Units.Done<>(entries, entries);
        });
  }

  @Override
  public Netted net(StepMark mark, Map<SettlementCycle, LocalDate> valueDates) {
    LocalDate date = mark.date();
    return units.step(
        mark,
        sql -> {
          // What was carried is looked up by its index also while the planner knows of no nets yet:
          // otherwise every merchant reads all that this statement has written before.
          sql.run("SET LOCAL enable_seqscan = off");
          long merchants =
              sql.update(
                  NET,
                  date,
                  valueDates.get(SettlementCycle.T1),
                  valueDates.get(SettlementCycle.D1),
                  date,
                  date,
                  date);
          sql.run("SET LOCAL enable_seqscan = on");
          sql.analyze("settlement_net");
          long without =
              sql.update(
                  """
                  INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, owner, text)
                  SELECT 'NO_ACCOUNT', business_date || '/' || merchant_id, merchant_id, business_date, carried_out_fen,
                    'merchant management', 'no verified settlement account: the money is carried forward'
                  FROM settlement_net WHERE business_date = ? AND carried_out_fen > 0
                  ON CONFLICT (kind, subject) DO NOTHING
                  """,
                  date);
          return new Units.Done<>(merchants, new Netted(merchants, without));
        });
  }

  @Override
  public Proposal proposal(LocalDate date) {
    return units.unit(sql -> proposal(sql, date));
  }

  static Proposal proposal(Sql sql, LocalDate date) throws SQLException {
    return sql.first(
            row -> new Proposal(row.getInt(1), row.getLong(2), row.getString(3)), PROPOSAL, date)
        .orElseThrow();
  }

  @Override
  public boolean approved(LocalDate date) {
    return units.unit(sql -> approved(sql, date, proposal(sql, date)));
  }

  static boolean approved(Sql sql, LocalDate date, Proposal proposal) throws SQLException {
    return sql.number(
            "SELECT count(*) FROM settlement_approval WHERE business_date = ? AND fingerprint = ?",
            date,
            proposal.fingerprint())
        > 0;
  }

  @Override
  public void approve(StepMark mark, Proposal proposal, String maker, String checker, Instant at) {
    units.unit(
        sql -> {
          Units.lockDay(sql, mark.date());
          if (!proposal(sql, mark.date()).equals(proposal)) {
            throw new RefusedException("what is to be paid for " + mark.date() + " has changed");
          }
          sql.update(
              """
              INSERT INTO settlement_approval (business_date, maker, checker, payouts, total_fen, fingerprint, approved_at)
              VALUES (?, ?, ?, ?, ?, ?, ?)
              """,
              mark.date(),
              maker,
              checker,
              proposal.payouts(),
              proposal.totalFen(),
              proposal.fingerprint(),
              at);
          long done =
              sql.number(
                  "SELECT count(*) FROM settlement_step WHERE business_date = ? AND step = ?",
                  mark.date(),
                  mark.step());
          if (done == 0) {
            units.markDone(sql, mark, proposal.payouts());
          }
          units.reached(mark, "before-commit");
          return null;
        });
    units.reached(mark, "after-commit");
  }
}
