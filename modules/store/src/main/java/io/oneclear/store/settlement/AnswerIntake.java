package io.oneclear.store.settlement;

import io.oneclear.settlement.files.BankAnswer;
import io.oneclear.settlement.files.RefusedFileException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes one answer file in: all of it or nothing. */
record AnswerIntake(Sql sql, String fileName, Instant at) {

  /**
   * @return payouts that moved
   */
  int take(String sha256, List<BankAnswer> answers) throws SQLException {
    sql.update(
        "INSERT INTO bank_answer_file (name, sha256, taken_at) VALUES (?, ?, ?)",
        fileName,
        sha256,
        at);
    sql.run(
        "CREATE TEMPORARY TABLE answer (line bigint, end_to_end_id text, result text, fen bigint,"
            + " reason text) ON COMMIT DROP");
    sql.run("CREATE TEMPORARY TABLE moved (end_to_end_id text, state text) ON COMMIT DROP");
    copy(answers);
    sql.analyze("answer");
    refuseWhatIsNotOurs();
    sql.update(
        """
        INSERT INTO bank_answer (name, end_to_end_id, result, reason)
        SELECT ?, end_to_end_id, result, reason FROM answer
        """,
        fileName);
    contradictions();
    int moved = move("PAID", "ORDERED", "PAID", PayoutPostings.Event.PAID);
    moved += moveBack("PAID", "RETURNED", PayoutPostings.Event.RETURNED, "returned 退票");
    moved += moveBack("ORDERED", "REJECTED", PayoutPostings.Event.REJECTED, "rejected");
    return moved;
  }

  private void copy(List<BankAnswer> answers) throws SQLException {
    String columns = "line, end_to_end_id, result, fen, reason";
    try (CopyRows rows = new CopyRows(sql.connection(), "answer", columns)) {
      long line = 1;
      for (BankAnswer answer : answers) {
        rows.beginRow()
            .addLong(line++)
            .addText(answer.endToEndId())
            .addText(answer.result().name());
        if (answer.amountFen() < 0) {
          rows.addNull();
        } else {
          rows.addLong(answer.amountFen());
        }
        rows.addText(answer.reason());
      }
      rows.finish();
    }
  }

  private void refuseWhatIsNotOurs() throws SQLException {
    Optional<String> twice =
        sql.first(
            row -> row.getString(1),
            "SELECT end_to_end_id FROM answer GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 1");
    if (twice.isPresent()) {
      throw new RefusedFileException(fileName, "two answers to " + twice.get());
    }
    Optional<String> wrong =
        sql.first(
            row -> "answer " + row.getLong(1) + " " + row.getString(2),
            """
            SELECT a.line, CASE
                WHEN p.end_to_end_id IS NULL THEN 'is about a payment we did not order'
                WHEN a.fen <> p.amount_fen THEN 'has another amount than ' || p.end_to_end_id
                ELSE 'is about ' || p.end_to_end_id || ', which was sent in another file' END
            FROM answer a LEFT JOIN payout p USING (end_to_end_id)
            WHERE p.end_to_end_id IS NULL OR a.fen <> p.amount_fen
              OR NOT starts_with(?, CASE p.channel WHEN 'PAIN_001' THEN 'pain002_' ELSE 'res_' END
                                    || to_char(p.value_date, 'YYYYMMDD') || '_' || to_char(p.number, 'FM000'))
            ORDER BY 1 LIMIT 1
            """,
            fileName);
    if (wrong.isPresent()) {
      throw new RefusedFileException(fileName, wrong.get());
    }
  }

  /** Paid after it was refused or sent back: money may be out twice. A person must look. */
  private void contradictions() throws SQLException {
    sql.update(
        """
        INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, owner, text, opened_at)
        SELECT 'PAYOUT_CONTRADICTION', ? || '/' || p.end_to_end_id, p.merchant_id, p.business_date, p.amount_fen, 'operations',
          p.end_to_end_id || ' is said to be paid after it was ' || lower(p.state) || ': ask the bank before anything is paid again', ?
        FROM answer a JOIN payout p USING (end_to_end_id)
        WHERE a.result = 'PAID' AND p.state IN ('REJECTED', 'RETURNED')
        ON CONFLICT (kind, subject) DO NOTHING
        """,
        fileName,
        at);
  }

  private int move(String result, String from, String to, PayoutPostings.Event event)
      throws SQLException {
    long moved =
        sql.update(
            """
            WITH m AS (
              UPDATE payout p SET state = ?, answered_at = ?, reason = nullif(a.reason, '')
              FROM answer a WHERE a.end_to_end_id = p.end_to_end_id AND a.result = ? AND p.state = ?
              RETURNING p.end_to_end_id, p.state)
            INSERT INTO moved SELECT * FROM m
            """,
            to,
            at,
            result,
            from);
    if (moved > 0) {
      PayoutPostings.post(
          sql,
          event,
          at,
          "p.end_to_end_id IN (SELECT end_to_end_id FROM moved WHERE state = ?)",
          to);
    }
    return (int) moved;
  }

  private int moveBack(String from, String to, PayoutPostings.Event event, String what)
      throws SQLException {
    int moved = move("NOT_PAID", from, to, event);
    if (moved > 0) {
      sql.update(
          """
          INSERT INTO open_item (kind, subject, merchant_id, business_date, amount_fen, owner, text, opened_at)
          SELECT 'PAYOUT_' || p.state, p.end_to_end_id, p.merchant_id, p.business_date, p.amount_fen, 'operations',
            ? || ' by the bank: ' || coalesce(p.reason, 'no reason given') || '; correct the account and pay again', ?
          FROM payout p JOIN moved m USING (end_to_end_id) WHERE m.state = ?
          ON CONFLICT (kind, subject) DO NOTHING
          """,
          what,
          at,
          to);
    }
    return moved;
  }
}
