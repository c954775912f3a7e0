package io.oneclear.store.settlement;

import java.sql.SQLException;
import java.time.Instant;

/** What happens to a payout, in double entry. */
final class PayoutPostings {

  private PayoutPostings() {}

  /** An event, with the account it debits and the one it credits. */
  enum Event {
    /** Ordered: no longer owed, not yet gone. */
    PAYOUT("MERCHANT_PAYABLE", "PAYOUT_IN_TRANSIT"),
    /** It left our account. */
    PAID("PAYOUT_IN_TRANSIT", "RESERVE_BANK"),
    /** It never left: owed again. */
    REJECTED("PAYOUT_IN_TRANSIT", "MERCHANT_PAYABLE"),
    /** It came back: owed again. */
    RETURNED("RESERVE_BANK", "MERCHANT_PAYABLE");

    private final String debit;
    private final String credit;

    Event(String debit, String credit) {
      this.debit = debit;
      this.credit = credit;
    }
  }

  /**
   * Posts an event for the payouts {@code p} that a condition names.
   *
   * @param which condition of ours, with its values
   */
  static void post(Sql sql, Event event, Instant at, String which, Object... values)
      throws SQLException {
    sql.run(
        "CREATE TEMPORARY TABLE concerned ON COMMIT DROP AS"
            + " SELECT p.end_to_end_id, p.business_date, p.merchant_id, p.amount_fen"
            + " FROM payout p WHERE "
            + which,
        values);
    sql.analyze("concerned");
    sql.update(
        """
        WITH sets AS (
          INSERT INTO posting_set (business_date, merchant_id, purpose, reference, posted_at)
          SELECT business_date, merchant_id, ?, end_to_end_id, ? FROM concerned ORDER BY end_to_end_id
          RETURNING set_id, reference)
        INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
        SELECT s.set_id, v.account, p.merchant_id, p.business_date, v.fen
        FROM sets s JOIN concerned p ON p.end_to_end_id = s.reference
        CROSS JOIN LATERAL (VALUES (?, p.amount_fen), (?, -p.amount_fen)) AS v (account, fen)
        """,
        event,
        at,
        event.debit,
        event.credit);
    sql.run("DROP TABLE concerned");
  }
}
