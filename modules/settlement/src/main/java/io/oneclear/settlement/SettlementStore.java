package io.oneclear.settlement;

import io.oneclear.merchant.fee.FeeBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where settlement keeps everything. Every method is one unit of work unless it says otherwise; a
 * broken database is a {@link SettlementException}.
 */
public interface SettlementStore {

  /** Excludes every other worker until closed, also one on another machine; empty: taken. */
  Optional<WorkerLock> tryLock();

  /** The business day the switch works in. */
  LocalDate openDate();

  /** How far a date is; empty if its settlement never began. */
  Optional<DayProgress> progress(LocalDate date);

  /** Begins the settlement of a date; the first beginning stands. */
  DayProgress begin(LocalDate date, Instant at);

  /** The earliest date before this one that began and has not got as far as {@code step}. */
  Optional<LocalDate> earlierWithout(Step step, LocalDate date);

  /** Notes what the run waits for; null: nothing. */
  void noteWaiting(LocalDate date, String forWhat);

  /** Marks a step done that had nothing to do in the database or did it before. */
  void done(StepMark mark, long rows);

  FeeBook feeBook();

  /**
   * Adds to the fee book what is not there yet. Refuses ({@link RefusedException}) to change a rule
   * that is: a new price is a new rule.
   */
  void addFees(FeeBook book);

  ClearingStore clearing();

  PricingStore pricing();

  LedgerStore ledger();

  PayoutStore payouts();

  ReportStore reports();

  /** Held while a worker works. */
  interface WorkerLock extends AutoCloseable {

    /** False once another worker may have the lead: nothing more is begun then. */
    boolean held();

    @Override
    void close();
  }
}
