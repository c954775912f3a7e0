package io.oneclear.store.settlement;

import io.oneclear.settlement.ClearingStore;
import io.oneclear.settlement.StepMark;
import io.oneclear.settlement.files.ClearingFile;
import io.oneclear.settlement.files.ClearingLine;
import io.oneclear.settlement.files.RefusedFileException;
import io.oneclear.store.Lanes;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cut-over and clearing. */
final class ClearingTables implements ClearingStore {

  /** Small enough that two lanes share a file evenly. */
  private static final int LINES_AT_A_TIME = 500;

  private static final String COLUMNS =
      "business_date, line, kind, up_time, up_stan, pan_masked, signed_fen, mcc, terminal_id,"
          + " merchant_id, rrn, issuer_fee_fen, network_fee_fen";

  private final Units units;
  private final InstantSource clock;

  ClearingTables(Units units, InstantSource clock) {
    this.units = units;
    this.clock = clock;
  }

  @Override
  public boolean moveBusinessDay(LocalDate date, Instant at) {
    return units.unit(
        sql ->
            sql.update(
                    "UPDATE business_day SET open_date = open_date + 1, opened_at = ?"
                        + " WHERE open_date = ?",
                    at,
                    date)
                == 1);
  }

  @Override
  public Undecided undecided(LocalDate date) {
    return units.unit(
        sql ->
            new Undecided(
                sql.number(
                    "SELECT count(*) FROM card_transaction"
                        + " WHERE business_date = ? AND state = 'SENT'",
                    date),
                sql.number(
                    """
                    SELECT count(*) FROM store_and_forward s
                    JOIN card_transaction t ON t.terminal_id = s.terminal_id AND t.batch = s.batch
                      AND t.trace = s.trace AND t.batch_opened_on = s.batch_opened_on
                      AND t.merchant_id = s.merchant_id
                    WHERE s.state = 'QUEUED' AND t.business_date = ?
                    """,
                    date)));
  }

  @Override
  public Optional<String> collected(LocalDate date) {
    return units.unit(
        sql ->
            sql.first(
                row -> row.getString(1),
                "SELECT sha256 FROM clearing_file WHERE business_date = ?",
                date));
  }

  @Override
  public long collect(StepMark mark, String name, ClearingFile file) {
    DayTable table = new DayTable("clearing_line", mark.date());
    int filling =
        units.beginFilling(
            mark,
            sql -> {
              table.create(sql);
              return null;
            });
    Lanes<List<ClearingLine>> pieces = new Lanes<>(() -> nextLines(file));
    List<Long> copied =
        pieces.run(lane -> units.lane(mark, filling, sql -> copy(sql, table, lane)));
    long lines = copied.stream().mapToLong(Long::longValue).sum();
    return units.step(
        mark,
        sql -> {
          Units.refuseUnlessCurrent(sql, mark, filling);
          table.analyze(sql);
          refuseRepeated(sql, table, name);
          table.attach(sql);
          sql.update(
              """
              INSERT INTO clearing_file (business_date, name, sha256, lines, taken_at)
              VALUES (?, ?, ?, ?, ?)
              """,
              mark.date(),
              name,
              file.sha256(),
              lines,
              clock.instant());
          return new Units.Done<>(lines, lines);
        });
  }

  /** Null at the end of the file. */
  private static List<ClearingLine> nextLines(ClearingFile file) {
    List<ClearingLine> lines = new ArrayList<>(LINES_AT_A_TIME);
    while (lines.size() < LINES_AT_A_TIME && file.hasNext()) {
      lines.add(file.next());
    }
    return lines.isEmpty() ? null : lines;
  }

  private static long copy(Sql sql, DayTable table, Lanes<List<ClearingLine>> lane)
      throws SQLException {
    int day = CopyRows.days(table.date());
    try (CopyRows rows = new CopyRows(sql.connection(), table.name(), COLUMNS)) {
      for (List<ClearingLine> lines = lane.next(); lines != null; lines = lane.next()) {
        for (ClearingLine line : lines) {
          rows.beginRow()
              .addInt(day)
              .addInt(line.line())
              .addText(line.kind().name())
              .addText(line.transmissionTime())
              .addInt(line.stan())
              .addText(line.maskedPan())
              .addLong(line.signedFen())
              .addText(line.mcc())
              .addText(line.terminal())
              .addText(line.merchant())
              .addText(line.rrn())
              .addLong(line.issuerFeeFen())
              .addLong(line.networkFeeFen());
        }
      }
      return rows.finish();
    }
  }

  /** Asks first whether there is any: numbers are sorted sooner than their lines are found. */
  private static void refuseRepeated(Sql sql, DayTable table, String name) throws SQLException {
    long repeated =
        sql.number(
            "SELECT count(*) - count(DISTINCT up_time::bigint * 1000000 + up_stan) FROM "
                + table.name());
    if (repeated == 0) {
      return;
    }
    Optional<int[]> twice =
        sql.first(
            row -> new int[] {row.getInt(1), row.getInt(2)},
            """
            SELECT min(line), max(line) FROM %s
            GROUP BY up_time, up_stan HAVING count(*) > 1 ORDER BY 1 LIMIT 1
            """
                .formatted(table.name()));
    if (twice.isPresent()) {
      throw new RefusedFileException(
          name, twice.get()[1], "the same F7 and F11 as line " + twice.get()[0]);
    }
  }

  @Override
  public Reconciled reconcile(StepMark mark, int maxOpenDifferences) {
    return units.step(
        mark,
        sql -> {
          Reconciled result =
              new Reconciliation(sql, mark.date(), clock.instant()).run(maxOpenDifferences);
          return new Units.Done<>(result.captured(), result);
        });
  }
}
