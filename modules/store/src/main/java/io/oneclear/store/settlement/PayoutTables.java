package io.oneclear.store.settlement;

import io.oneclear.settlement.LedgerStore.Proposal;
import io.oneclear.settlement.PayoutStore;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.files.BankAnswer;
import io.oneclear.settlement.files.BankChannel;
import io.oneclear.settlement.files.PayoutFile;
import io.oneclear.settlement.files.PayoutItem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Payouts and their files. No statement here names an account number on its way in. */
final class PayoutTables implements PayoutStore {

  private static final int FETCH = 1_000;

  private static final String FILES =
      """
      SELECT business_date, value_date, channel, number, created_at, payouts, total_fen, sent_at
      FROM payout_file
      """;

  /** Who is paid in which file; numbers go on from what the value date has already. */
  private static final String PLAN =
      """
      CREATE TEMPORARY TABLE payout_plan ON COMMIT DROP AS
      SELECT p.*, (row_number() OVER (PARTITION BY value_date, channel ORDER BY merchant_id) - 1) / ? + 1
        + coalesce((SELECT max(f.number) FROM payout_file f WHERE f.value_date = p.value_date AND f.channel = p.channel), 0) AS number
      FROM (
        SELECT n.business_date, n.merchant_id, n.value_date, n.payout_fen,
          CASE WHEN a.bank_code LIKE ANY (?) THEN 'BATCH_TEXT' ELSE 'PAIN_001' END AS channel
        FROM settlement_net n LEFT JOIN settlement_account a USING (merchant_id)
        WHERE n.business_date = ? AND n.payout_fen > 0) p
      """;

  private final Units units;

  PayoutTables(Units units) {
    this.units = units;
  }

  @Override
  public List<PayoutFile> prepare(LocalDate date, Filing filing) {
    return units.unit(
        sql -> {
          Units.lockDay(sql, date);
          if (sql.number("SELECT count(*) FROM payout WHERE business_date = ?", date) == 0) {
            order(sql, date, filing);
          }
          return files(sql, date);
        });
  }

  private static void order(Sql sql, LocalDate date, Filing filing) throws SQLException {
    Proposal proposal = LedgerTables.proposal(sql, date);
    if (proposal.payouts() == 0) {
      return;
    }
    if (!LedgerTables.approved(sql, date, proposal)) {
      throw new RefusedException(
          "amounts or accounts changed since they were approved: approve " + date + " again");
    }
    sql.run(PLAN, filing.maxItemsPerFile(), prefixes(filing), date);
    sql.update(
        """
        INSERT INTO payout_file (value_date, channel, number, business_date, created_at, payouts, total_fen)
        SELECT value_date, channel, number, business_date, ?, count(*), sum(payout_fen) FROM payout_plan
        GROUP BY value_date, channel, number, business_date
        """,
        filing.at());
    sql.update(
        """
        INSERT INTO payout (end_to_end_id, business_date, merchant_id, attempt, amount_fen, value_date, channel, number,
          maker, checker, ordered_at)
        SELECT 'OC' || to_char(p.business_date, 'YYYYMMDD') || p.merchant_id || '01', p.business_date, p.merchant_id, 1, p.payout_fen,
          p.value_date, p.channel, p.number, a.maker, a.checker, ?
        FROM payout_plan p JOIN settlement_approval a ON a.business_date = p.business_date AND a.fingerprint = ?
        ORDER BY p.merchant_id
        """,
        filing.at(),
        proposal.fingerprint());
    sql.analyze("payout");
    sql.analyze("payout_account");
    PayoutPostings.post(
        sql,
        PayoutPostings.Event.PAYOUT,
        filing.at(),
        "p.business_date = ? AND p.attempt = 1",
        date);
  }

  private static String[] prefixes(Filing filing) {
    return filing.batchTextBanks().stream().map(prefix -> prefix + "%").toArray(String[]::new);
  }

  @Override
  public List<PayoutFile> files(LocalDate date) {
    return units.unit(sql -> files(sql, date));
  }

  private static List<PayoutFile> files(Sql sql, LocalDate date) throws SQLException {
    return sql.list(
        PayoutTables::file,
        FILES + " WHERE business_date = ? ORDER BY value_date, channel, number",
        date);
  }

  private static PayoutFile file(ResultSet row) throws SQLException {
    return new PayoutFile(
        row.getObject(1, LocalDate.class),
        row.getObject(2, LocalDate.class),
        BankChannel.valueOf(row.getString(3)),
        row.getInt(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getInt(6),
        row.getLong(7),
        row.getObject(8) != null);
  }

  @Override
  public List<PayoutFile> unsent() {
    return units.unit(
        sql ->
            sql.list(
                PayoutTables::file,
                FILES + " WHERE sent_at IS NULL ORDER BY value_date, channel, number"));
  }

  @Override
  public void withItems(PayoutFile file, ItemWriter writer) throws IOException {
    try (Connection connection = units.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          new Sql(connection)
              .prepare(
                  """
                  SELECT p.end_to_end_id, p.merchant_id, p.amount_fen, a.account_number, a.account_name, a.bank_code, a.bank_name
                  FROM payout p JOIN payout_account a USING (merchant_id, account_id)
                  WHERE p.value_date = ? AND p.channel = ? AND p.number = ? ORDER BY p.end_to_end_id COLLATE "C"
                  """,
                  file.valueDate(),
                  file.channel(),
                  file.number())) {
        statement.setFetchSize(FETCH);
        try (ResultSet rows = statement.executeQuery()) {
          writer.write(new Items(rows));
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw Units.broken(e);
    }
  }

  @Override
  public void sent(PayoutFile file, Instant at) {
    units.unit(
        sql ->
            sql.update(
                """
                UPDATE payout_file SET sent_at = ?
                WHERE value_date = ? AND channel = ? AND number = ? AND sent_at IS NULL
                """,
                at,
                file.valueDate(),
                file.channel(),
                file.number()));
  }

  @Override
  public Optional<String> answerTaken(String fileName) {
    return units.unit(
        sql ->
            sql.first(
                row -> row.getString(1),
                "SELECT sha256 FROM bank_answer_file WHERE name = ?",
                fileName));
  }

  @Override
  public int takeAnswers(String fileName, String sha256, List<BankAnswer> answers, Instant at) {
    return units.unit(sql -> new AnswerIntake(sql, fileName, at).take(sha256, answers));
  }

  @Override
  public Unanswered unanswered(LocalDate date) {
    return units.unit(
        sql -> {
          int all = (int) sql.number("SELECT count(*) FROM payout WHERE business_date = ?", date);
          int open =
              (int)
                  sql.number(
                      "SELECT count(*) FROM payout WHERE business_date = ? AND state = 'ORDERED'",
                      date);
          List<String> names =
              sql
                  .list(
                      PayoutTables::file,
                      FILES
                          + """
                           f WHERE EXISTS (SELECT FROM payout p WHERE p.business_date = ? AND p.state = 'ORDERED'
                            AND p.value_date = f.value_date AND p.channel = f.channel AND p.number = f.number)
                          ORDER BY value_date, channel, number
                          """,
                      date)
                  .stream()
                  .map(PayoutFile::name)
                  .toList();
          return new Unanswered(open, all, names);
        });
  }

  @Override
  public Repayment repay(String endToEndId, Instruction instruction, Filing filing) {
    return units.unit(
        sql -> {
          Failed failed = failed(sql, endToEndId);
          Units.lockDay(sql, failed.date());
          int attempt =
              1
                  + (int)
                      sql.number(
                          "SELECT max(attempt) FROM payout WHERE business_date = ? AND merchant_id"
                              + " = ?",
                          failed.date(),
                          failed.merchant());
          if (attempt != failed.attempt() + 1) {
            throw new RefusedException(endToEndId + " is paid again already");
          }
          String id = endToEndId.substring(0, endToEndId.length() - 2) + twoDigits(attempt);
          PayoutFile file = singleFile(sql, failed, instruction, filing);
          sql.update(
              """
              INSERT INTO payout (end_to_end_id, business_date, merchant_id, attempt, amount_fen, value_date, channel, number,
                maker, checker, ordered_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              id,
              failed.date(),
              failed.merchant(),
              attempt,
              failed.fen(),
              file.valueDate(),
              file.channel(),
              file.number(),
              instruction.maker(),
              instruction.checker(),
              filing.at());
          PayoutPostings.post(
              sql, PayoutPostings.Event.PAYOUT, filing.at(), "p.end_to_end_id = ?", id);
          sql.update(
              """
              UPDATE open_item SET state = 'CLOSED', closed_at = ?, resolution = ?
              WHERE kind IN ('PAYOUT_REJECTED', 'PAYOUT_RETURNED') AND subject = ? AND state = 'OPEN'
              """,
              filing.at(),
              "paid again as " + id,
              endToEndId);
          return new Repayment(id, file);
        });
  }

  private static Failed failed(Sql sql, String endToEndId) throws SQLException {
    Failed failed =
        sql.first(
                row ->
                    new Failed(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getString(5)),
                "SELECT business_date, merchant_id, attempt, amount_fen, state FROM payout"
                    + " WHERE end_to_end_id = ? FOR UPDATE",
                endToEndId)
            .orElseThrow(() -> new RefusedException("there is no payout " + endToEndId));
    if (!failed.state().equals("REJECTED") && !failed.state().equals("RETURNED")) {
      throw new RefusedException(
          endToEndId + " is " + failed.state() + ": only what came back is paid again");
    }
    return failed;
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static PayoutFile singleFile(
      Sql sql, Failed failed, Instruction instruction, Filing filing) throws SQLException {
    String channel =
        sql.first(
                row -> row.getString(1),
                """
                SELECT CASE WHEN bank_code LIKE ANY (?) THEN 'BATCH_TEXT' ELSE 'PAIN_001' END
                FROM settlement_account WHERE merchant_id = ? AND verified_at IS NOT NULL
                """,
                prefixes(filing),
                failed.merchant())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "merchant " + failed.merchant() + " has no verified settlement account"));
    return sql.first(
            PayoutTables::file,
            """
            INSERT INTO payout_file (value_date, channel, number, business_date, created_at, payouts, total_fen)
            SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, 1, ? FROM payout_file WHERE value_date = ? AND channel = ?
            RETURNING business_date, value_date, channel, number, created_at, payouts, total_fen, sent_at
            """,
            instruction.valueDate(),
            channel,
            failed.date(),
            filing.at(),
            failed.fen(),
            instruction.valueDate(),
            channel)
        .orElseThrow();
  }

  /** A payout that came back. */
  private record Failed(LocalDate date, String merchant, int attempt, long fen, String state) {}

  /** Items as they come from the cursor. */
  private static final class Items implements Iterator<PayoutItem> {

    private final ResultSet rows;
    private boolean ahead;
    private boolean more;

    Items(ResultSet rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      try {
        if (!ahead) {
          more = rows.next();
          ahead = true;
        }
        return more;
      } catch (SQLException e) {
        throw Units.broken(e);
      }
    }

    @Override
    public PayoutItem next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ahead = false;
      try {
        return new PayoutItem(
            rows.getString(1),
            rows.getString(2),
            rows.getLong(3),
            rows.getString(4),
            rows.getString(5),
            rows.getString(6),
            rows.getString(7));
      } catch (SQLException e) {
        throw Units.broken(e);
      }
    }
  }
}
