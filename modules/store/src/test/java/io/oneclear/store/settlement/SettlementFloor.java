package io.oneclear.store.settlement;

import java.time.LocalDate;

/** What PRICE, POST and NET come to at the least: their sums per merchant as one bare aggregate. */
record SettlementFloor(SettlementHouse house) {

  /** Prices every captured transaction inside the statement: no line, no posting is kept. */
  private static final String PRICED =
      """
      SELECT count(*) FROM (
        SELECT c.merchant_id, sum(c.signed_fen), sum(c.scheme_fen), sum(c.scheme_issuer_fen + c.scheme_network_fen),
          sum(f.price), sum(f.issuer), sum(f.network), sum(c.signed_fen) FILTER (WHERE c.kind = 'PURCHASE'),
          sum(c.signed_fen) FILTER (WHERE c.kind = 'VOID'), sum(c.signed_fen) FILTER (WHERE c.kind = 'REFUND')
        FROM captured c JOIN merchant m USING (merchant_id)
        JOIN floor_price p ON p.plan = m.fee_plan AND p.mcc = m.mcc AND p.product = c.product
        CROSS JOIN LATERAL (SELECT
          sign(c.signed_fen)::bigint * least(greatest((c.amount_fen * p.price_e8 + 50000000) / 100000000 + p.price_fixed, p.price_minimum), p.price_cap) AS price,
          sign(c.signed_fen)::bigint * least((c.amount_fen * p.issuer_e8 + 50000000) / 100000000, p.issuer_cap) AS issuer,
          sign(c.signed_fen)::bigint * least((c.amount_fen * p.network_e8 + 50000000) / 100000000, p.network_cap) AS network) f
        WHERE c.business_date = ? GROUP BY c.merchant_id) s
      """;

  /** The same sums when the fees are there already. */
  private static final String SUMMED =
      """
      SELECT count(*) FROM (
        SELECT merchant_id, sum(signed_fen), sum(scheme_fen), sum(scheme_issuer_fen + scheme_network_fen),
          sum(merchant_fee_fen), sum(issuer_fee_fen), sum(network_fee_fen), sum(signed_fen) FILTER (WHERE kind = 'PURCHASE'),
          sum(signed_fen) FILTER (WHERE kind = 'VOID'), sum(signed_fen) FILTER (WHERE kind = 'REFUND')
        FROM settlement_line WHERE business_date = ? GROUP BY merchant_id) s
      """;

  /** One price for each plan, class and product: the lowest tier, which is all the floor needs. */
  private static final String PRICES =
      """
      CREATE TABLE floor_price AS
      SELECT DISTINCT ON (m.plan, m.mcc, p.product) m.plan, m.mcc, p.product,
        t.rate_e8 AS price_e8, t.fixed_fen AS price_fixed, t.minimum_fen AS price_minimum,
        coalesce(t.cap_fen, 9223372036854775807) AS price_cap,
        i.rate_e8 AS issuer_e8, coalesce(i.cap_fen, 9223372036854775807) AS issuer_cap,
        n.rate_e8 AS network_e8, coalesce(n.cap_fen, 9223372036854775807) AS network_cap
      FROM (SELECT DISTINCT fee_plan AS plan, mcc FROM merchant) m
      LEFT JOIN mcc_class c USING (mcc)
      JOIN fee_rule p ON p.plan = m.plan
      JOIN fee_tier t USING (rule_id)
      JOIN (SELECT * FROM fee_rule JOIN fee_tier USING (rule_id) WHERE cost = 'ISSUER') i
        ON i.product = p.product AND coalesce(i.mcc_class, coalesce(c.mcc_class, 'STANDARD')) = coalesce(c.mcc_class, 'STANDARD')
      JOIN (SELECT * FROM fee_rule JOIN fee_tier USING (rule_id) WHERE cost = 'NETWORK') n
        ON n.product = p.product AND coalesce(n.mcc_class, coalesce(c.mcc_class, 'STANDARD')) = coalesce(c.mcc_class, 'STANDARD')
      ORDER BY m.plan, m.mcc, p.product, t.from_fen, i.mcc_class NULLS LAST, n.mcc_class NULLS LAST
      """;

  /** Seconds, the best of three. */
  double pricedSums(LocalDate date) {
    house.run(PRICES);
    house.run("ANALYZE floor_price");
    return best(PRICED, date);
  }

  double sumsOfLines(LocalDate date) {
    return best(SUMMED, date);
  }

  private double best(String query, LocalDate date) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      if (house.number(query, date) == 0) {
        throw new IllegalStateException("nothing was settled");
      }
      best = Math.min(best, (System.nanoTime() - begun) / 1e9);
    }
    return best;
  }
}
