package io.oneclear.store.settlement;

import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.settlement.Checkpoint;
import io.oneclear.settlement.ClearingStore;
import io.oneclear.settlement.DayProgress;
import io.oneclear.settlement.LedgerStore;
import io.oneclear.settlement.PayoutStore;
import io.oneclear.settlement.PricingStore;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.ReportStore;
import io.oneclear.settlement.SettlementStore;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.StepMark;
import io.oneclear.settlement.StepReport;
import io.oneclear.store.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** {@link SettlementStore} on PostgreSQL. */
public final class PostgresSettlementStore implements SettlementStore {

  /** How long a worker that leads may be silent. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private final Units units;
  private final FeeTables fees;
  private final ClearingStore clearing;
  private final PricingStore pricing;
  private final LedgerStore ledger;
  private final PayoutStore payouts;
  private final ReportStore reports;

  /**
   * @param database with at least five connections for settlement: the worker's lock, and two for
   *     each lane while fees stream
   */
  public PostgresSettlementStore(Database database, InstantSource clock, Checkpoint checkpoint) {
    units = new Units(database.settlementDataSource(), database.sealKey(), clock, checkpoint);
    fees = new FeeTables(units);
    clearing = new ClearingTables(units, clock);
    pricing = new PricingTables(units);
    ledger = new LedgerTables(units, clock);
    payouts = new PayoutTables(units);
    reports = new ReportTables(units);
  }

  @Override
  public Optional<WorkerLock> tryLock() {
    return Lead.tryTake(units.dataSource(), LEASE);
  }

  @Override
  public LocalDate openDate() {
    return units.unit(
        sql ->
            sql.first(
                    row -> row.getObject(1, LocalDate.class), "SELECT open_date FROM business_day")
                .orElseThrow(() -> new RefusedException("no business day was ever opened")));
  }

  @Override
  public Optional<DayProgress> progress(LocalDate date) {
    return units.unit(sql -> progress(sql, date));
  }

  private static Optional<DayProgress> progress(Sql sql, LocalDate date) throws SQLException {
    List<StepReport> done =
        sql.list(
            row ->
                new StepReport(
                    date,
                    Step.valueOf(row.getString(1)),
                    row.getLong(2),
                    Duration.between(instant(row.getObject(3)), instant(row.getObject(4)))),
            """
            SELECT step, rows, started_at, finished_at FROM settlement_step
            WHERE business_date = ? ORDER BY finished_at, step
            """,
            date);
    return sql.first(
        row -> new DayProgress(date, instant(row.getObject(1)), done, row.getString(2)),
        "SELECT started_at, waiting_for FROM settlement_day WHERE business_date = ?",
        date);
  }

  static Instant instant(Object timestamp) {
    return switch (timestamp) {
      case OffsetDateTime at -> at.toInstant();
      case java.sql.Timestamp at -> at.toInstant();
      default -> throw new IllegalStateException("not a timestamp: " + timestamp.getClass());
    };
  }

  @Override
  public DayProgress begin(LocalDate date, Instant at) {
    return units.unit(
        sql -> {
          sql.update(
              "INSERT INTO settlement_day (business_date, started_at) VALUES (?, ?)"
                  + " ON CONFLICT DO NOTHING",
              date,
              at);
          return progress(sql, date).orElseThrow();
        });
  }

  @Override
  public Optional<LocalDate> earlierWithout(Step step, LocalDate date) {
    return units.unit(
        sql ->
            sql.first(
                row -> row.getObject(1, LocalDate.class),
                """
                SELECT d.business_date FROM settlement_day d
                WHERE d.business_date < ? AND NOT EXISTS (
                  SELECT FROM settlement_step s
                  WHERE s.business_date = d.business_date AND s.step = ?)
                ORDER BY 1 LIMIT 1
                """,
                date,
                step));
  }

  @Override
  public void noteWaiting(LocalDate date, String forWhat) {
    units.unit(
        sql ->
            sql.update(
                "UPDATE settlement_day SET waiting_for = ? WHERE business_date = ?",
                forWhat,
                date));
  }

  @Override
  public void done(StepMark mark, long rows) {
    units.step(mark, _ -> new Units.Done<>(rows, null));
  }

  @Override
  public FeeBook feeBook() {
    return fees.load();
  }

  @Override
  public void addFees(FeeBook book) {
    fees.add(book);
  }

  @Override
  public ClearingStore clearing() {
    return clearing;
  }

  @Override
  public PricingStore pricing() {
    return pricing;
  }

  @Override
  public LedgerStore ledger() {
    return ledger;
  }

  @Override
  public PayoutStore payouts() {
    return payouts;
  }

  @Override
  public ReportStore reports() {
    return reports;
  }
}
