package io.oneclear.settlement;

import io.oneclear.settlement.LedgerStore.Proposal;
import io.oneclear.settlement.PayoutStore.Filing;
import io.oneclear.settlement.PayoutStore.Instruction;
import io.oneclear.settlement.PayoutStore.Repayment;
import io.oneclear.settlement.SettlementStore.WorkerLock;
import io.oneclear.settlement.calendar.CalendarNotLoadedException;
import io.oneclear.settlement.calendar.WorkingCalendar;
import io.oneclear.settlement.fee.FeeEngine;
import io.oneclear.settlement.fee.FeeExplanation;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.files.RefusedFileException;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.settlement.report.OpenItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settlement of business dates. {@link #run} drives a date through its steps as far as it can
 * and says where it ended; calling it again goes on from there. Safe to call from several machines:
 * one works, the others get {@link RunResult.Busy}.
 */
public final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final SettlementStore store;
  private final SettlementConfig config;
  private final WorkingCalendar calendar;
  private final InstantSource clock;
  private final Steps steps;
  private final Payments payments;

  public Settlement(
      SettlementStore store,
      SettlementConfig config,
      WorkingCalendar calendar,
      InstantSource clock,
      Checkpoint checkpoint) {
    this.store = store;
    this.config = config;
    this.calendar = calendar;
    this.clock = clock;
    this.payments = new Payments(store.payouts(), config, clock, checkpoint);
    this.steps = new Steps(store, config, calendar, clock, payments, checkpoint);
  }

  /**
   * Drives a date as far as it goes.
   *
   * @throws SettlementException if the database or the file system is broken; run again later
   */
  public RunResult run(LocalDate date, RunOptions options, SettlementListener listener) {
    if (options.dryRun()) {
      Pricing pricing = pricing(date);
      return new RunResult.DryRun(date, store.pricing().dryRun(date, pricing));
    }
    Optional<WorkerLock> lock = store.tryLock();
    if (lock.isEmpty()) {
      return new RunResult.Busy(date);
    }
    try (WorkerLock lead = lock.get()) {
      RunResult result = runLocked(date, options.last(), listener, lead);
      LOG.info("settlement {}", result.line());
      return result;
    }
  }

  private RunResult runLocked(
      LocalDate date, Step last, SettlementListener listener, WorkerLock lead) {
    Step at = Step.CUT_OVER;
    try {
      LocalDate open = store.openDate();
      if (date.isAfter(open)) {
        return new RunResult.Refused(date, at, "the switch still works on " + open);
      }
      payments.writeUnsent();
      DayProgress progress = store.begin(date, clock.instant());
      steps.refuseAnotherClearingFile(progress);
      for (Step step : Step.values()) {
        at = step;
        if (!lead.held()) {
          return new RunResult.Refused(date, at, "this worker has lost the lead to another");
        }
        if (!progress.isDone(step)) {
          Optional<String> waitsFor = doStep(progress, step, listener);
          if (waitsFor.isPresent()) {
            store.noteWaiting(date, step + ": " + waitsFor.get());
            listener.waiting(date, step, waitsFor.get());
            return new RunResult.Waiting(date, step, waitsFor.get());
          }
        }
        if (step == last && step != Step.CLOSE) {
          return new RunResult.Stopped(date, step);
        }
      }
      payments.takeAnswers();
      return new RunResult.Closed(date);
    } catch (RefusedFileException | CalendarNotLoadedException | RefusedException e) {
      store.noteWaiting(date, at + " refused: " + e.getMessage());
      return new RunResult.Refused(date, at, e.getMessage());
    }
  }

  private Optional<String> doStep(DayProgress progress, Step step, SettlementListener listener) {
    LocalDate date = progress.date();
    listener.started(date, step);
    Instant begun = clock.instant();
    StepOutcome outcome = steps.perform(new StepMark(date, step, begun), progress, listener);
    return switch (outcome) {
      case StepOutcome.Done(long rows) -> {
        store.noteWaiting(date, null);
        Duration took = Duration.between(begun, clock.instant());
        listener.finished(new StepReport(date, step, rows, took));
        LOG.info("settlement {} {} done, {} rows, {} ms", date, step, rows, took.toMillis());
        yield Optional.empty();
      }
      case StepOutcome.Waits(String forWhat) -> Optional.of(forWhat);
    };
  }

  /** What waits for approval on a date; empty before NET is done or when it is approved. */
  public Optional<Proposal> proposal(LocalDate date) {
    boolean netted =
        store
            .progress(date)
            .map(day -> day.isDone(Step.NET) && !day.isDone(Step.PAY))
            .orElse(false);
    return netted && !store.ledger().approved(date)
        ? Optional.of(store.ledger().proposal(date))
        : Optional.empty();
  }

  /**
   * Two people agree to pay a date's proposal. Refuses ({@link RefusedException}) one person in
   * both roles, a date that is not netted and one that is approved.
   */
  public Proposal approve(LocalDate date, String maker, String checker) {
    refuseSamePerson(maker, checker);
    Proposal proposal =
        proposal(date)
            .orElseThrow(() -> new RefusedException(date + " has nothing to approve now"));
    Instant now = clock.instant();
    StepMark mark = new StepMark(date, Step.APPROVE, now);
    store.ledger().approve(mark, proposal, maker, checker, now);
    return proposal;
  }

  /**
   * Pays again what the bank rejected or returned, under a new identity and to the account that is
   * verified now. A file that a worker before could not write any more is written first. Refuses
   * ({@link RefusedException}) one person in both roles, a payout that did not come back or is paid
   * again already, a merchant without a verified account, and while another worker works.
   *
   * @param endToEndId of the payout that came back
   */
  public Repayment repay(String endToEndId, String maker, String checker) {
    refuseSamePerson(maker, checker);
    WorkerLock lock =
        store
            .tryLock()
            .orElseThrow(() -> new RefusedException("another worker is settling; try again later"));
    try (lock) {
      payments.writeUnsent();
      return repayLocked(endToEndId, maker, checker);
    }
  }

  private Repayment repayLocked(String endToEndId, String maker, String checker) {
    LocalDate valueDate = calendar.nextWorkingDay(store.openDate().minusDays(1));
    Filing filing = new Filing(config.batchTextBanks(), config.maxItemsPerFile(), clock.instant());
    Repayment repayment =
        store.payouts().repay(endToEndId, new Instruction(valueDate, maker, checker), filing);
    payments.writeOrdered(repayment.file());
    return repayment;
  }

  private static void refuseSamePerson(String maker, String checker) {
    if (maker.isBlank() || checker.isBlank() || maker.equals(checker)) {
      throw new RefusedException("maker and checker are two different people");
    }
  }

  /** Takes in the bank's answers that have come, whatever date they are about. */
  public int takeBankAnswers() {
    return payments.takeAnswers();
  }

  /** Writes a date's payout files into another directory: the same bytes as the first time. */
  public void writePayoutFilesAgain(LocalDate date, Path directory) {
    store.payouts().files(date).forEach(file -> payments.writeInto(directory, file));
  }

  public LocalDate openDate() {
    return store.openDate();
  }

  public Optional<DayProgress> progress(LocalDate date) {
    return store.progress(date);
  }

  /** What the journal holds of a date, by kind, state and response code. */
  public List<DayReport.Transactions> transactions(LocalDate date) {
    return store.reports().transactions(date);
  }

  public DayReport report(LocalDate date) {
    return store.reports().report(date);
  }

  /** Differences nobody has worked to an end, oldest first. */
  public List<OpenItem> openItems(LocalDate upTo) {
    return store.reports().openItems(upTo);
  }

  /** How the fees of such a transaction come about. */
  public FeeExplanation explainFee(FeeInputs inputs) {
    return new FeeEngine(store.feeBook(), inputs.date()).explain(inputs);
  }

  private Pricing pricing(LocalDate date) {
    return new Pricing(new FeeEngine(store.feeBook(), date), config.refundFeePolicy());
  }
}
