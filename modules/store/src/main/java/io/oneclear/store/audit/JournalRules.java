package io.oneclear.store.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The money rules about single transactions, as far as the journal can prove them: each is a query
 * for what breaks it. They hold at every moment, also while the switch works.
 */
public final class JournalRules implements MoneyRules {

  private static final int SAMPLES = 5;

  /**
   * A check.
   *
   * @param rows the rows it is about: what follows FROM
   * @param violations a query for the ids of the rows that break the rule
   */
  private record Check(int rule, String name, String rows, String violations) {}

  private static final String WAS_APPROVED =
      "('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED', 'REVERSED')";

  private static final List<Check> CHECKS =
      List.of(
          new Check(
              1,
              "what was sent has its identity on the link",
              "card_transaction WHERE state = 'SENT'",
              "SELECT id FROM card_transaction WHERE state = 'SENT'"
                  + " AND (link IS NULL OR up_time IS NULL OR up_stan IS NULL OR rrn IS NULL)"),
          new Check(
              1,
              "an approval stands with its outcome and its identity on the link",
              "card_transaction WHERE state IN " + WAS_APPROVED,
              "SELECT id FROM card_transaction WHERE state IN "
                  + WAS_APPROVED
                  + " AND (link IS NULL OR up_stan IS NULL OR concluded_at IS NULL"
                  + " OR response_code IS NULL OR response_code NOT IN"
                  + " ('00', '10', '11', '16', 'A2', 'A4', 'A5', 'A6'))"),
          new Check(
              1,
              "a refusal has a code, and not that of an approval",
              "card_transaction WHERE state = 'DECLINED'",
              "SELECT id FROM card_transaction WHERE state = 'DECLINED' AND (concluded_at IS NULL"
                  + " OR response_code IS NULL OR response_code IN"
                  + " ('00', '10', '11', '16', 'A2', 'A4', 'A5', 'A6'))"),
          new Check(
              2,
              "what timed out or was reversed has exactly one reversal",
              "card_transaction WHERE kind IN ('PURCHASE', 'VOID')"
                  + " AND state IN ('TIMED_OUT', 'REVERSED')",
              "SELECT t.id FROM card_transaction t WHERE kind IN ('PURCHASE', 'VOID')"
                  + " AND state IN ('TIMED_OUT', 'REVERSED') AND (SELECT count(*)"
                  + " FROM store_and_forward s WHERE s.transaction_id = t.id"
                  + " AND s.type = 'REVERSAL') <> 1"),
          new Check(
              2,
              "nothing that stands is reversed",
              "store_and_forward WHERE type = 'REVERSAL'",
              "SELECT s.transaction_id FROM store_and_forward s LEFT JOIN card_transaction t"
                  + " ON t.id = s.transaction_id AND t.batch_opened_on = s.batch_opened_on"
                  + " WHERE s.type = 'REVERSAL'"
                  + " AND (t.id IS NULL OR t.state NOT IN ('TIMED_OUT', 'REVERSED'))"),
          new Check(
              2,
              "a parked or skipped advice is an open item",
              "store_and_forward WHERE state IN ('PARKED', 'SKIPPED')",
              "SELECT s.id FROM store_and_forward s WHERE state IN ('PARKED', 'SKIPPED')"
                  + " AND NOT EXISTS ("
                  + "SELECT FROM open_item i WHERE i.kind = 'PARKED_ADVICE'"
                  + " AND i.subject = s.id::text)"),
          new Check(
              3,
              "no identity on a link is used twice",
              "card_transaction WHERE link IS NOT NULL",
              "SELECT min(id) FROM (SELECT id, link, up_time, up_stan, up_acquirer, up_forwarder"
                  + " FROM card_transaction WHERE link IS NOT NULL UNION ALL"
                  + " SELECT transaction_id, link, up_time, up_stan, up_acquirer, up_forwarder"
                  + " FROM store_and_forward WHERE type = 'REVERSAL') identities"
                  + " GROUP BY link, up_time, up_stan, up_acquirer, up_forwarder"
                  + " HAVING count(*) > 1"),
          new Check(
              3,
              "no transaction number is used twice",
              "card_transaction",
              "SELECT id FROM card_transaction GROUP BY id HAVING count(*) > 1"),
          new Check(
              4,
              "a reversal that came first was never sent and blocks its original",
              "card_transaction WHERE state = 'REMEMBERED'",
              "SELECT id FROM card_transaction t WHERE state = 'REMEMBERED' AND (link IS NOT NULL"
                  + " OR response_code IS NOT NULL OR EXISTS (SELECT FROM store_and_forward s"
                  + " WHERE s.transaction_id = t.id))"),
          new Check(
              4,
              "a late answer moved nothing",
              "card_transaction WHERE late_code IS NOT NULL",
              "SELECT id FROM card_transaction WHERE late_code IS NOT NULL"
                  + " AND (state = 'SENT' AND kind <> 'REFUND' OR state = 'REMEMBERED')"),
          new Check(
              5,
              "an advice is queued, delivered with its answer, or parked with its reason",
              "store_and_forward",
              "SELECT id FROM store_and_forward WHERE state = 'DELIVERED'"
                  + " AND (delivered_at IS NULL OR response_code IS NULL)"
                  + " OR state = 'PARKED' AND last_error IS NULL"
                  + " OR state = 'QUEUED' AND delivered_at IS NOT NULL"),
          new Check(
              5,
              "what was skipped, a person skipped and said why",
              "store_and_forward WHERE state = 'SKIPPED'",
              "SELECT s.id FROM store_and_forward s WHERE state = 'SKIPPED' AND NOT EXISTS ("
                  + "SELECT FROM administration_log l WHERE l.what = 'ADVICE_SKIPPED'"
                  + " AND l.subject = s.id::text)"),
          new Check(
              6,
              "what was refunded is what its refunds say, and never above the purchase",
              "card_transaction WHERE kind = 'PURCHASE'",
              "SELECT p.id FROM card_transaction p LEFT JOIN (SELECT original_id,"
                  + " sum(amount_fen) AS fen FROM card_transaction WHERE kind = 'REFUND'"
                  + " AND state IN ('SENT', 'APPROVED') GROUP BY original_id) r"
                  + " ON r.original_id = p.id WHERE p.kind = 'PURCHASE'"
                  + " AND (p.refunded_fen <> coalesce(r.fen, 0) OR p.refunded_fen > p.amount_fen)"),
          new Check(
              6,
              "a refunded purchase has an approved refund",
              "card_transaction WHERE state IN ('PARTLY_REFUNDED', 'REFUNDED')",
              "SELECT p.id FROM card_transaction p"
                  + " WHERE p.state IN ('PARTLY_REFUNDED', 'REFUNDED')"
                  + " AND (p.kind <> 'PURCHASE' OR p.state = 'REFUNDED'"
                  + " AND p.refunded_fen <> p.amount_fen OR NOT EXISTS (SELECT FROM"
                  + " card_transaction r WHERE r.kind = 'REFUND' AND r.state = 'APPROVED'"
                  + " AND r.original_id = p.id))"),
          new Check(
              6,
              "a voided purchase has one approved void, and an approved void its voided purchase",
              "card_transaction WHERE state = 'VOIDED' OR kind = 'VOID'",
              "SELECT p.id FROM card_transaction p WHERE p.state = 'VOIDED' AND (SELECT count(*)"
                  + " FROM card_transaction v WHERE v.kind = 'VOID' AND v.state = 'APPROVED'"
                  + " AND v.original_id = p.id AND v.id = p.claimed_by"
                  + " AND v.amount_fen = p.amount_fen) <> 1 UNION ALL SELECT v.id"
                  + " FROM card_transaction v LEFT JOIN card_transaction p"
                  + " ON p.id = v.original_id AND p.batch_opened_on = v.original_opened_on"
                  + " WHERE v.kind = 'VOID' AND v.state = 'APPROVED'"
                  + " AND (p.state IS DISTINCT FROM 'VOIDED' OR p.claimed_by <> v.id)"),
          new Check(
              6,
              "a claim belongs to a void that is undecided or approved",
              "card_transaction WHERE claimed_by IS NOT NULL",
              "SELECT p.id FROM card_transaction p WHERE p.claimed_by IS NOT NULL AND NOT EXISTS ("
                  + "SELECT FROM card_transaction v WHERE v.id = p.claimed_by AND v.kind = 'VOID'"
                  + " AND v.original_id = p.id AND (v.state = 'SENT' AND p.state = 'APPROVED'"
                  + " OR v.state = 'APPROVED' AND p.state = 'VOIDED'))"),
          new Check(
              6,
              "states are those of the kind",
              "card_transaction",
              "SELECT id FROM card_transaction WHERE kind <> 'PURCHASE'"
                  + " AND state IN ('VOIDED', 'PARTLY_REFUNDED', 'REFUNDED', 'REMEMBERED')"
                  + " OR kind IN ('REFUND', 'BALANCE_INQUIRY') AND state = 'REVERSED'"
                  + " OR kind = 'REFUND' AND state = 'TIMED_OUT'"),
          new Check(
              11,
              "no card number in clear",
              "card_transaction",
              "SELECT id FROM card_transaction WHERE concat_ws(' ', pan_masked, expiry,"
                  + " card_sequence, entry_mode, condition_code, issuer, additional_amounts,"
                  + " authorization_code, late_code) ~ '[0-9]{13,19}'"
                  + " UNION ALL SELECT id FROM store_and_forward"
                  + " WHERE concat_ws(' ', reason, last_error) ~ '[0-9]{13,19}'"
                  + " UNION ALL SELECT id FROM administration_log"
                  + " WHERE concat_ws(' ', who, reason) ~ '[0-9]{13,19}'"),
          new Check(
              11,
              "no column for tracks, PIN blocks or card verification values",
              "information_schema.columns WHERE table_schema = 'public'",
              "SELECT table_name || '.' || column_name FROM information_schema.columns"
                  + " WHERE table_schema = 'public'"
                  + " AND column_name ~ '(track|pin_?block|cvv|cvc|cvn)'"));

  @Override
  public List<Finding> check(Snapshot snapshot) {
    return snapshot.inLanes(CHECKS, JournalRules::run);
  }

  private static Finding run(Connection connection, Check check) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return run(statement, check);
    }
  }

  private static Finding run(Statement statement, Check check) throws SQLException {
    long rows;
    try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + check.rows)) {
      count.next();
      rows = count.getLong(1);
    }
    String violations =
        "WITH broken(id) AS ("
            + check.violations
            + ") SELECT (SELECT count(*) FROM broken), id FROM broken LIMIT "
            + SAMPLES;
    long broken = 0;
    List<String> samples = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(violations)) {
      while (row.next()) {
        broken = row.getLong(1);
        samples.add(row.getString(2));
      }
    }
    return new Finding(check.rule, check.name, rows, broken, samples);
  }
}
