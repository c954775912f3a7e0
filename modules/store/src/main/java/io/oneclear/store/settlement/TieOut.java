package io.oneclear.store.settlement;

import io.oneclear.message.Money;
import io.oneclear.settlement.report.TieOutLine;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * Terminal totals = journal = scheme file = settlement lines + fees = payouts + carried forward:
 * both sides of every equation from their own tables, and the open items between them.
 */
record TieOut(Sql sql, LocalDate date) {

  List<TieOutLine> lines() throws SQLException {
    Captured captured = captured();
    Lines lines = settlementLines();
    Cleared cleared = cleared();
    return List.of(
        terminals(),
        journal(captured),
        schemeFile(captured, cleared),
        schemeFees(lines, cleared),
        settledOnce(captured, lines),
        merchantShare(lines),
        net(),
        payouts(),
        payoutFiles(),
        bank(),
        ledger());
  }

  /**
   * What was captured.
   *
   * @param ofTheDate without what was taken back of earlier dates
   */
  private record Captured(long fen, long ofTheDate) {}

  /** Each of the big tables is read once. */
  private Captured captured() throws SQLException {
    return sql.first(
            row -> new Captured(row.getLong(1), row.getLong(2)),
            """
            SELECT sum(signed_fen)::bigint, (sum(signed_fen) FILTER (WHERE kind <> 'LATE_REVERSAL'))::bigint
            FROM captured WHERE business_date = ?
            """,
            date)
        .orElseThrow();
  }

  /**
   * What was settled.
   *
   * @param costFen issuer and network fees by our tables
   * @param costOfShortFen the part of them whose transactions the scheme's file has not
   */
  private record Lines(long fen, long costFen, long costOfShortFen) {}

  private Lines settlementLines() throws SQLException {
    return sql.first(
            row -> new Lines(row.getLong(1), row.getLong(2), row.getLong(3)),
            """
            SELECT sum(signed_fen)::bigint, sum(issuer_fee_fen + network_fee_fen)::bigint,
              (sum(issuer_fee_fen + network_fee_fen) FILTER (WHERE match = 'SHORT'))::bigint
            FROM settlement_line WHERE business_date = ?
            """,
            date)
        .orElseThrow();
  }

  /** What the scheme's file comes to. */
  private record Cleared(long fen, long costFen) {}

  private Cleared cleared() throws SQLException {
    return sql.first(
            row -> new Cleared(row.getLong(1), row.getLong(2)),
            """
            SELECT sum(signed_fen)::bigint, sum(issuer_fee_fen + network_fee_fen)::bigint
            FROM clearing_line WHERE business_date = ?
            """,
            date)
        .orElseThrow();
  }

  /**
   * Batches opened on the date that terminals have settled: their totals and ours. A transaction
   * has the business date its batch was opened on or a later one.
   */
  private static final String BATCHES =
      """
      SELECT s.*, coalesce(j.net, 0)::bigint AS ours FROM (
        SELECT merchant_id, terminal_id, batch, batch_opened_on,
          sum(terminal_debit_fen - terminal_credit_fen)::bigint AS theirs
        FROM batch_settlement WHERE batch_opened_on = ? GROUP BY 1, 2, 3, 4) s
      LEFT JOIN (
        SELECT terminal_id, batch, sum(CASE kind WHEN 'PURCHASE' THEN amount_fen ELSE -amount_fen END) AS net
        FROM card_transaction WHERE batch_opened_on = ? AND business_date >= ? AND (
          kind = 'PURCHASE' AND state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')
          OR kind IN ('VOID', 'REFUND') AND state = 'APPROVED')
        GROUP BY 1, 2) j USING (terminal_id, batch)
      """;

  /** What settled batches come to by both sides; where a batch differs there is an open item. */
  private TieOutLine terminals() throws SQLException {
    sql.run("CREATE TEMPORARY TABLE settled_batch ON COMMIT DROP AS " + BATCHES, date, date, date);
    sql.update(
        """
        INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, ours_fen, theirs_fen, owner, text)
        SELECT 'TERMINAL_TOTALS', b.terminal_id || '/' || b.batch || '/' || b.batch_opened_on, b.merchant_id, b.batch_opened_on,
          b.theirs - b.ours, b.ours, b.theirs, 'operations', 'the totals of the terminal''s batch are not the journal''s'
        FROM settled_batch b WHERE b.ours <> b.theirs
        ON CONFLICT (kind, subject) DO NOTHING
        """);
    long settled = sql.number("SELECT count(DISTINCT (terminal_id, batch)) FROM settled_batch");
    long theirs = sql.number("SELECT sum(theirs)::bigint FROM settled_batch");
    long ours = sql.number("SELECT sum(ours)::bigint FROM settled_batch");
    sql.run("DROP TABLE settled_batch");
    long items =
        sql.number(
            """
            SELECT sum(i.theirs_fen - i.ours_fen)::bigint FROM open_item i
            WHERE i.kind = 'TERMINAL_TOTALS' AND i.business_date = ?
            """,
            date);
    return new TieOutLine(
        "terminal totals",
        "journal of " + settled + " settled batches",
        ours,
        "totals of their terminals",
        theirs,
        items);
  }

  private TieOutLine journal(Captured captured) throws SQLException {
    long now =
        sql.number(
            """
            SELECT sum(CASE kind WHEN 'PURCHASE' THEN amount_fen ELSE -amount_fen END)::bigint FROM card_transaction
            WHERE business_date = ? AND (
              kind = 'PURCHASE' AND state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')
              OR kind IN ('VOID', 'REFUND') AND state = 'APPROVED')
            """,
            date);
    long reversedSince =
        sql.number(
            """
            SELECT sum(c.signed_fen)::bigint FROM store_and_forward s
            JOIN card_transaction t ON t.terminal_id = s.terminal_id AND t.batch = s.batch AND t.trace = s.trace
              AND t.batch_opened_on = s.batch_opened_on AND t.merchant_id = s.merchant_id AND t.id = s.transaction_id
            JOIN captured c ON c.business_date = t.business_date AND c.transaction_id = t.id AND c.kind = t.kind
            WHERE s.type = 'REVERSAL' AND t.state = 'REVERSED' AND t.business_date = ?
            """,
            date);
    return new TieOutLine(
        "captured", "journal", now, "captured for settlement", captured.ofTheDate(), reversedSince);
  }

  private TieOutLine schemeFile(Captured captured, Cleared cleared) throws SQLException {
    return new TieOutLine(
        "clearing",
        "captured for settlement",
        captured.fen(),
        "scheme's file",
        cleared.fen(),
        sql.number(
            """
            SELECT sum(theirs_fen - ours_fen)::bigint FROM open_item
            WHERE business_date = ? AND kind IN ('CLEARING_SHORT', 'CLEARING_LONG', 'CLEARING_AMOUNT')
            """,
            date));
  }

  private TieOutLine schemeFees(Lines lines, Cleared cleared) throws SQLException {
    long long_ =
        sql.number(
            """
            SELECT sum(c.issuer_fee_fen + c.network_fee_fen)::bigint FROM open_item i
            JOIN clearing_line c ON c.business_date = i.business_date AND c.line = i.clearing_line
            WHERE i.business_date = ? AND i.kind = 'CLEARING_LONG'
            """,
            date);
    long differs =
        sql.number(
            "SELECT sum(theirs_fen - ours_fen)::bigint FROM open_item"
                + " WHERE business_date = ? AND kind = 'CLEARING_FEE'",
            date);
    return new TieOutLine(
        "scheme fees",
        "issuer and network fees by our tables",
        lines.costFen(),
        "fees in the scheme's file",
        cleared.costFen(),
        long_ + differs - lines.costOfShortFen());
  }

  private static TieOutLine settledOnce(Captured captured, Lines lines) {
    return new TieOutLine(
        "settled once",
        "captured for settlement",
        captured.fen(),
        "settlement lines",
        lines.fen(),
        0);
  }

  private TieOutLine merchantShare(Lines lines) throws SQLException {
    long payable = -entries("MERCHANT_PAYABLE", "SALES");
    long held = -entries("MERCHANT_HELD", "SALES");
    long fees = -entries("FEE_INCOME", "SALES");
    return new TieOutLine(
        "ledger",
        "settlement lines",
        lines.fen(),
        "posted to merchants " + yuan(payable) + ", held " + yuan(held) + ", fees " + yuan(fees),
        payable + held + fees,
        0);
  }

  private long entries(String account, String purpose) throws SQLException {
    return sql.number(
        """
        SELECT sum(e.amount_fen)::bigint FROM ledger_entry e JOIN posting_set s USING (set_id)
        WHERE e.business_date = ? AND e.account = ? AND s.purpose = ?
        """,
        date,
        account,
        purpose);
  }

  private TieOutLine net() throws SQLException {
    long posted = -entries("MERCHANT_PAYABLE", "SALES") - entries("MERCHANT_PAYABLE", "RELEASE");
    long carriedIn = netSum("carried_in_fen");
    long payouts = netSum("payout_fen");
    long carriedOut = netSum("carried_out_fen");
    return new TieOutLine(
        "net",
        "posted to merchants, carried in " + yuan(carriedIn),
        posted + carriedIn,
        "payouts " + yuan(payouts) + ", carried forward " + yuan(carriedOut),
        payouts + carriedOut,
        0);
  }

  private long netSum(String column) throws SQLException {
    return sql.number(
        "SELECT sum(" + column + ")::bigint FROM settlement_net WHERE business_date = ?", date);
  }

  private TieOutLine payouts() throws SQLException {
    return new TieOutLine(
        "payouts",
        "nets to be paid",
        netSum("payout_fen"),
        "payouts ordered",
        sql.number(
            "SELECT sum(amount_fen)::bigint FROM payout WHERE business_date = ? AND attempt = 1",
            date),
        0);
  }

  private TieOutLine payoutFiles() throws SQLException {
    return new TieOutLine(
        "payout files",
        "payouts ordered, again or not",
        sql.number("SELECT sum(amount_fen)::bigint FROM payout WHERE business_date = ?", date),
        "sums of the files sent",
        sql.number(
            "SELECT sum(total_fen)::bigint FROM payout_file"
                + " WHERE business_date = ? AND sent_at IS NOT NULL",
            date),
        0);
  }

  private TieOutLine bank() throws SQLException {
    return new TieOutLine(
        "bank",
        "payouts ordered, again or not",
        sql.number("SELECT sum(amount_fen)::bigint FROM payout WHERE business_date = ?", date),
        "paid by the bank",
        sql.number(
            "SELECT sum(amount_fen)::bigint FROM payout WHERE business_date = ? AND state = 'PAID'",
            date),
        -sql.number(
            "SELECT sum(amount_fen)::bigint FROM payout"
                + " WHERE business_date = ? AND state IN ('REJECTED', 'RETURNED')",
            date));
  }

  /** What the date left in merchants' accounts is what is carried on or came back. */
  private TieOutLine ledger() throws SQLException {
    long left =
        -sql.number(
            "SELECT sum(amount_fen)::bigint FROM ledger_entry"
                + " WHERE business_date = ? AND account = 'MERCHANT_PAYABLE'",
            date);
    long owedAgain =
        sql.number(
            """
            SELECT sum(n.payout_fen)::bigint FROM settlement_net n WHERE n.business_date = ? AND n.payout_fen > 0
              AND NOT EXISTS (SELECT FROM payout p WHERE p.business_date = n.business_date AND p.merchant_id = n.merchant_id
                              AND p.state IN ('ORDERED', 'PAID'))
            """,
            date);
    return new TieOutLine(
        "owed to merchants",
        "left in their accounts by the ledger",
        left,
        "carried forward, less carried in, and what came back",
        netSum("carried_out_fen") - netSum("carried_in_fen") + owedAgain,
        0);
  }

  private static String yuan(long fen) {
    return Money.cny(fen).yuan();
  }
}
