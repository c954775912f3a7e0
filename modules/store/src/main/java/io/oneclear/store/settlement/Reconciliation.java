package io.oneclear.store.settlement;

import io.oneclear.settlement.ClearingStore.Match;
import io.oneclear.settlement.ClearingStore.Reconciled;
import io.oneclear.settlement.RefusedException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * Journal against clearing file, set-based. A transaction and a line are the same if F7, F11,
 * retrieval reference number and terminal are; then amounts are compared.
 */
record Reconciliation(Sql sql, LocalDate date, Instant at) {

  /** What a transaction says, in the order the table has its columns. */
  private static final String TRANSACTION =
      """
      SELECT t.id AS transaction_id, t.amount_fen, %1$s AS signed_fen,
        coalesce(c.signed_fen, 0) AS scheme_fen, coalesce(c.issuer_fee_fen, 0) AS scheme_issuer_fen,
        coalesce(c.network_fee_fen, 0) AS scheme_network_fen, t.received_at, %2$s AS original_id, %3$s AS original_fen,
        NULL::bigint AS hold_id, t.business_date, %4$s AS original_date, t.batch, t.trace, t.up_stan,
        c.line AS clearing_line, t.merchant_id, t.terminal_id, t.kind, %5$s AS original_kind,
        CASE WHEN c.line IS NULL THEN 'SHORT' WHEN c.signed_fen <> %1$s THEN 'AMOUNT_DIFFERS' ELSE 'EQUAL' END AS match,
        t.up_time, t.rrn, t.product, t.pan_masked
      FROM card_transaction t
      """;

  private static final String IN_FILE =
      """
      LEFT JOIN clearing_line c ON c.business_date = ? AND c.up_time = t.up_time AND c.up_stan = t.up_stan
        AND c.rrn = t.rrn AND c.terminal_id = t.terminal_id
      """;

  private static final String ORIGINAL =
      """
      LEFT JOIN card_transaction o ON o.terminal_id = t.original_terminal AND o.batch = t.original_batch
        AND o.trace = t.original_trace AND o.batch_opened_on = t.original_opened_on AND o.merchant_id = t.merchant_id
      """;

  /** Merchant by merchant, as everything that comes after reads it. */
  private static final String ORDER = " ORDER BY merchant_id COLLATE \"C\"";

  Reconciled run(int maxOpenDifferences) throws SQLException {
    DayTable table = new DayTable("captured", date);
    table.drop(sql);
    capture(table);
    sql.run(constraints(table));
    table.attach(sql);
    captureLateReversals();
    table.analyze(sql);
    Counts counts = counts();
    refuseAmbiguous(counts, maxOpenDifferences);
    if (counts.different() > 0) {
      openItemsOfTransactions();
    }
    if (counts.unmatched() > 0) {
      openItemsOfLines();
    }
    long arrivedLate = closeWhatArrivedADayApart() + closeWhatWasReversedLater();
    if (counts.missing() > 0) {
      holdBack();
    }
    return new Reconciled(counts.captured(), counts.byMatch(), arrivedLate);
  }

  /** Makes the table from the query: so the server may read, compare and sort in parallel. */
  private void capture(DayTable table) throws SQLException {
    String purchases =
        TRANSACTION.formatted("t.amount_fen", "NULL::bigint", "NULL::bigint", "NULL::date", "NULL")
            + IN_FILE
            + " WHERE t.business_date = ? AND t.kind = 'PURCHASE'"
            + " AND t.state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')";
    String givenBack =
        TRANSACTION.formatted(
                "-t.amount_fen", "t.original_id", "o.amount_fen", "o.business_date", "o.kind")
            + ORIGINAL
            + IN_FILE
            + " WHERE t.business_date = ? AND t.kind IN ('VOID', 'REFUND')"
            + " AND t.state = 'APPROVED'";
    sql.run(
        "CREATE TABLE "
            + table.name()
            + " AS SELECT * FROM ("
            + purchases
            + " UNION ALL "
            + givenBack
            + ") t"
            + ORDER,
        date,
        date,
        date,
        date);
  }

  /** A partition has what its parent has. */
  private static String constraints(DayTable table) {
    return """
      ALTER TABLE %1$s
        ADD CONSTRAINT captured_amount_fen_check CHECK (amount_fen >= 0),
        ADD CONSTRAINT captured_kind_check CHECK (kind IN ('PURCHASE','VOID','REFUND','LATE_REVERSAL')),
        ADD CONSTRAINT captured_match_check CHECK (match IN ('EQUAL','SHORT','AMOUNT_DIFFERS')),
        ADD %2$s,
        ALTER transaction_id SET NOT NULL, ALTER amount_fen SET NOT NULL, ALTER signed_fen SET NOT NULL,
        ALTER scheme_fen SET NOT NULL, ALTER scheme_issuer_fen SET NOT NULL, ALTER scheme_network_fen SET NOT NULL,
        ALTER received_at SET NOT NULL, ALTER business_date SET NOT NULL, ALTER batch SET NOT NULL,
        ALTER trace SET NOT NULL, ALTER merchant_id SET NOT NULL, ALTER terminal_id SET NOT NULL,
        ALTER kind SET NOT NULL, ALTER match SET NOT NULL
      """
        .formatted(table.name(), table.ofTheDate());
  }

  /**
   * What was settled on an earlier date as a success and is reversed since. The scheme clears it
   * under the reversal's own F7 and F11.
   */
  private void captureLateReversals() throws SQLException {
    sql.update(
        """
        INSERT INTO captured (business_date, transaction_id, merchant_id, terminal_id, kind, product,
          amount_fen, signed_fen, batch, trace, up_time, up_stan, rrn, pan_masked, received_at,
          match, clearing_line, scheme_fen, scheme_issuer_fen, scheme_network_fen,
          original_id, original_date, original_fen, original_kind)
        SELECT ?::date, t.id, t.merchant_id, t.terminal_id, 'LATE_REVERSAL', t.product,
          t.amount_fen, -l.signed_fen, t.batch, t.trace, s.up_time, s.up_stan, t.rrn, t.pan_masked, t.received_at,
          CASE WHEN c.line IS NULL THEN 'SHORT' WHEN c.signed_fen <> -l.signed_fen THEN 'AMOUNT_DIFFERS' ELSE 'EQUAL' END,
          c.line, coalesce(c.signed_fen, 0), coalesce(c.issuer_fee_fen, 0), coalesce(c.network_fee_fen, 0),
          t.id, t.business_date, t.amount_fen, t.kind
        FROM store_and_forward s
        JOIN card_transaction t ON t.terminal_id = s.terminal_id AND t.batch = s.batch AND t.trace = s.trace
          AND t.batch_opened_on = s.batch_opened_on AND t.merchant_id = s.merchant_id AND t.id = s.transaction_id
        JOIN settlement_line l ON l.business_date = t.business_date AND l.transaction_id = t.id AND l.kind = t.kind
        LEFT JOIN clearing_line c ON c.business_date = ? AND c.up_time = s.up_time AND c.up_stan = s.up_stan
          AND c.terminal_id = t.terminal_id
        WHERE s.type = 'REVERSAL' AND t.state = 'REVERSED' AND t.business_date < ?
          AND NOT EXISTS (SELECT FROM settlement_line x WHERE x.transaction_id = t.id AND x.kind = 'LATE_REVERSAL'
                          AND x.business_date > t.business_date)
        """,
        date,
        date,
        date);
  }

  /**
   * How the date compares.
   *
   * @param matched transactions that are in the file
   * @param linesMatched lines of the file that are a success here
   */
  private record Counts(
      long captured,
      long matched,
      long linesMatched,
      long missing,
      long amountDiffers,
      long lines) {

    long different() {
      return missing + amountDiffers;
    }

    /** Lines of the file that are no success here. */
    long unmatched() {
      return lines - linesMatched;
    }

    Map<Match, Long> byMatch() {
      Map<Match, Long> counts = new EnumMap<>(Match.class);
      counts.put(Match.EQUAL, captured - different());
      counts.put(Match.SHORT, missing);
      counts.put(Match.AMOUNT_DIFFERS, amountDiffers);
      counts.put(Match.LONG, unmatched());
      return counts;
    }
  }

  private Counts counts() throws SQLException {
    long lines = sql.number("SELECT lines FROM clearing_file WHERE business_date = ?", date);
    return sql.first(
            row ->
                new Counts(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    lines),
            """
            SELECT count(*), count(clearing_line), count(DISTINCT clearing_line), count(*) FILTER (WHERE match = 'SHORT'),
              count(*) FILTER (WHERE match = 'AMOUNT_DIFFERS')
            FROM captured WHERE business_date = ?
            """,
            date)
        .orElseThrow();
  }

  /** The unknown file of another day would make everything differ: that is not worked as items. */
  private void refuseAmbiguous(Counts counts, int maxOpenDifferences) {
    long shared = counts.matched() - counts.linesMatched();
    if (shared != 0) {
      throw new RefusedException(shared + " transactions share a line of the clearing file");
    }
    long differences = counts.unmatched() + counts.different();
    if (differences > maxOpenDifferences) {
      throw new RefusedException(
          differences + " differences to the clearing file: is it the right one?");
    }
  }

  private static final String UNMATCHED =
      """
      c.business_date = ? AND NOT EXISTS (
        SELECT FROM captured t WHERE t.business_date = ? AND t.clearing_line = c.line)
      """;

  private void openItemsOfTransactions() throws SQLException {
    sql.update(
        """
        INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, ours_fen, theirs_fen,
          transaction_id, clearing_line, owner, text, opened_at)
        SELECT 'CLEARING_' || CASE match WHEN 'SHORT' THEN 'SHORT' ELSE 'AMOUNT' END,
          business_date || '/' || transaction_id || '/' || kind, merchant_id, business_date,
          scheme_fen - signed_fen, signed_fen, scheme_fen, transaction_id, clearing_line, 'clearing',
          CASE match WHEN 'SHORT' THEN '短款: ' ELSE 'amount differs: ' END || kind || ' RRN ' || coalesce(rrn, '-')
            || ' terminal ' || terminal_id
            || CASE match WHEN 'SHORT' THEN ' is a success here and not in the scheme''s file; may come with the next one'
               ELSE ' is in the scheme''s file with another amount' END, ?
        FROM captured WHERE business_date = ? AND match <> 'EQUAL'
        ON CONFLICT (kind, subject) DO NOTHING
        """,
        at,
        date);
  }

  private void openItemsOfLines() throws SQLException {
    sql.update(
        """
        INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, ours_fen, theirs_fen,
          clearing_line, owner, text, opened_at)
        SELECT 'CLEARING_LONG', c.business_date || '/line ' || c.line, c.merchant_id, c.business_date,
          c.signed_fen, 0, c.signed_fen, c.line, 'clearing',
          '长款: ' || c.kind || ' RRN ' || c.rrn || ' terminal ' || c.terminal_id
            || ' is in the scheme''s file and no success here on this date', ?
        FROM clearing_line c WHERE
        """
            + UNMATCHED
            + "ON CONFLICT (kind, subject) DO NOTHING",
        at,
        date,
        date);
  }

  /** Cut-overs of both sides are not the same instant: a difference is held for one day. */
  private long closeWhatArrivedADayApart() throws SQLException {
    return sql.update(
            """
            WITH pair AS (
              SELECT s.id AS ours, l.id AS theirs
              FROM open_item s
              JOIN captured c ON c.business_date = s.business_date AND c.transaction_id = s.transaction_id
                AND c.kind <> 'LATE_REVERSAL'
              JOIN open_item l ON l.kind = 'CLEARING_LONG' AND l.state = 'OPEN'
              JOIN clearing_line f ON f.business_date = l.business_date AND f.line = l.clearing_line
                AND f.up_time = c.up_time AND f.up_stan = c.up_stan AND f.rrn = c.rrn
                AND f.terminal_id = c.terminal_id AND f.signed_fen = c.signed_fen
              WHERE s.kind = 'CLEARING_SHORT' AND s.state = 'OPEN'
                AND ((s.business_date = ? AND l.business_date = ?) OR (s.business_date = ? AND l.business_date = ?)))
            UPDATE open_item i SET state = 'CLOSED', closed_at = ?, resolution = 'arrived one day apart'
            FROM pair WHERE i.id IN (pair.ours, pair.theirs)
            """,
            date,
            date.minusDays(1),
            date.minusDays(1),
            date,
            at)
        / 2;
  }

  /** Missing in the file because the scheme had it reversed before: then both sides agree. */
  private long closeWhatWasReversedLater() throws SQLException {
    return sql.update(
            """
            WITH pair AS (
              SELECT first.id AS earlier, later.id AS later
              FROM captured c
              JOIN open_item later ON later.transaction_id = c.transaction_id AND later.kind = 'CLEARING_SHORT'
                AND later.business_date = c.business_date AND later.state = 'OPEN'
              JOIN open_item first ON first.transaction_id = c.transaction_id AND first.kind = 'CLEARING_SHORT'
                AND first.business_date = c.original_date AND first.state = 'OPEN'
              WHERE c.business_date = ? AND c.kind = 'LATE_REVERSAL')
            UPDATE open_item i SET state = 'CLOSED', closed_at = ?, resolution = 'reversed on both sides'
            FROM pair WHERE i.id IN (pair.earlier, pair.later)
            """,
            date,
            at)
        / 2;
  }

  /**
   * Money the scheme has not cleared is not paid out: a purchase missing in the file is held, and
   * with it the void that undoes it.
   */
  private void holdBack() throws SQLException {
    sql.update(
        """
        UPDATE captured c SET hold_id = c.transaction_id FROM open_item i
        WHERE c.business_date = ? AND c.kind = 'PURCHASE' AND i.kind = 'CLEARING_SHORT' AND i.state = 'OPEN'
          AND i.business_date = c.business_date AND i.transaction_id = c.transaction_id
        """,
        date);
  }
}
