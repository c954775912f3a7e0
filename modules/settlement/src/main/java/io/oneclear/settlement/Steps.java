package io.oneclear.settlement;

import io.oneclear.merchant.SettlementCycle;
import io.oneclear.message.Money;
import io.oneclear.settlement.ClearingStore.Match;
import io.oneclear.settlement.ClearingStore.Reconciled;
import io.oneclear.settlement.ClearingStore.Undecided;
import io.oneclear.settlement.LedgerStore.Netted;
import io.oneclear.settlement.LedgerStore.Proposal;
import io.oneclear.settlement.PayoutStore.Filing;
import io.oneclear.settlement.PayoutStore.Unanswered;
import io.oneclear.settlement.PricingStore.Priced;
import io.oneclear.settlement.calendar.WorkingCalendar;
import io.oneclear.settlement.fee.FeeEngine;
import io.oneclear.settlement.files.ClearingFile;
import io.oneclear.settlement.files.FileHash;
import io.oneclear.settlement.files.PayoutFile;
import io.oneclear.settlement.files.RefusedFileException;
import io.oneclear.settlement.report.Statements;
import io.oneclear.settlement.report.TieOutFile;
import io.oneclear.settlement.report.TieOutLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What each step does. */
final class Steps {

  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  private final SettlementStore store;
  private final SettlementConfig config;
  private final WorkingCalendar calendar;
  private final InstantSource clock;
  private final Payments payments;
  private final Checkpoint checkpoint;
  private volatile LookedAt lookedAt;

  Steps(
      SettlementStore store,
      SettlementConfig config,
      WorkingCalendar calendar,
      InstantSource clock,
      Payments payments,
      Checkpoint checkpoint) {
    this.store = store;
    this.config = config;
    this.calendar = calendar;
    this.clock = clock;
    this.payments = payments;
    this.checkpoint = checkpoint;
  }

  StepOutcome perform(StepMark mark, DayProgress progress, SettlementListener listener) {
    checkpoint.reached(mark.step() + ":begin");
    StepOutcome outcome =
        switch (mark.step()) {
          case CUT_OVER -> cutOver(mark);
          case COLLECT -> collect(mark);
          case RECONCILE -> reconcile(mark, listener);
          case PRICE -> price(mark, listener);
          case POST -> post(mark);
          case NET -> net(mark, listener);
          case APPROVE -> approve(mark);
          case PAY -> pay(mark, progress);
          case CONFIRM -> confirm(mark);
          case CLOSE -> close(mark);
        };
    checkpoint.reached(mark.step() + ":end");
    return outcome;
  }

  private StepOutcome cutOver(StepMark mark) {
    LocalDate date = mark.date();
    if (store.clearing().moveBusinessDay(date, clock.instant())) {
      checkpoint.reached("CUT_OVER:day-moved");
    }
    Undecided undecided = store.clearing().undecided(date);
    if (!undecided.none()) {
      return new StepOutcome.Waits(
          undecided.sent()
              + " undecided transactions and "
              + undecided.advices()
              + " advices not yet delivered to the scheme");
    }
    store.done(mark, 1);
    return new StepOutcome.Done(1);
  }

  private StepOutcome collect(StepMark mark) {
    Path file = clearingFile(mark.date());
    if (!Files.isRegularFile(file)) {
      return new StepOutcome.Waits("the scheme's clearing file " + file.getFileName());
    }
    try (ClearingFile lines = ClearingFile.open(file)) {
      return new StepOutcome.Done(
          store.clearing().collect(mark, file.getFileName().toString(), lines));
    } catch (IOException e) {
      throw new SettlementException(file.getFileName() + " cannot be read", e);
    }
  }

  /** A clearing file that was exchanged after it was taken in is refused, not overlooked. */
  void refuseAnotherClearingFile(DayProgress progress) {
    Path file = clearingFile(progress.date());
    if (progress.closed() || !progress.isDone(Step.COLLECT) || !Files.isRegularFile(file)) {
      return;
    }
    try {
      Optional<String> taken = store.clearing().collected(progress.date());
      if (taken.isPresent() && !taken.get().equals(hashOf(file))) {
        throw new RefusedFileException(
            file.getFileName().toString(), "another file was taken in for " + progress.date());
      }
    } catch (IOException e) {
      throw new SettlementException(file.getFileName() + " cannot be read", e);
    }
  }

  /** A file that was looked at. */
  private record LookedAt(Path file, Object key, long size, FileTime changed, String sha256) {}

  /** Three gigabytes are not read again for every run while nobody has touched them. */
  private String hashOf(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    LookedAt before = lookedAt;
    if (before != null
        && before.file.equals(file)
        && Objects.equals(before.key, now.fileKey())
        && before.size == now.size()
        && before.changed.equals(now.lastModifiedTime())) {
      return before.sha256;
    }
    String sha256 = FileHash.of(file);
    // What was written a moment ago may be written again within the same tick of the file's time.
    boolean settled = now.lastModifiedTime().toInstant().isBefore(Instant.now().minus(A_MOMENT));
    lookedAt =
        settled
            ? new LookedAt(file, now.fileKey(), now.size(), now.lastModifiedTime(), sha256)
            : null;
    return sha256;
  }

  private Path clearingFile(LocalDate date) {
    return config.inbox().resolve(ClearingFile.nameFor(date));
  }

  private StepOutcome reconcile(StepMark mark, SettlementListener listener) {
    Optional<LocalDate> earlier = store.earlierWithout(Step.NET, mark.date());
    if (earlier.isPresent()) {
      return new StepOutcome.Waits(earlier.get() + " to be netted first");
    }
    Reconciled result = store.clearing().reconcile(mark, config.maxOpenDifferences());
    for (Match match : Match.values()) {
      if (match != Match.EQUAL && result.count(match) > 0) {
        listener.isolated(mark.date(), mark.step(), result.count(match) + " " + match);
      }
    }
    return new StepOutcome.Done(result.captured());
  }

  private StepOutcome price(StepMark mark, SettlementListener listener) {
    FeeEngine engine = new FeeEngine(store.feeBook(), mark.date());
    Priced priced = store.pricing().price(mark, new Pricing(engine, config.refundFeePolicy()));
    if (priced.unpriced() > 0) {
      listener.isolated(
          mark.date(), mark.step(), priced.unpriced() + " transactions without a fee rule: held");
    }
    if (priced.feeDiffers() > 0) {
      listener.isolated(mark.date(), mark.step(), priced.feeDiffers() + " " + Match.FEE_DIFFERS);
    }
    return new StepOutcome.Done(priced.lines());
  }

  private StepOutcome post(StepMark mark) {
    return new StepOutcome.Done(store.ledger().post(mark));
  }

  private StepOutcome net(StepMark mark, SettlementListener listener) {
    Map<SettlementCycle, LocalDate> valueDates = new EnumMap<>(SettlementCycle.class);
    for (SettlementCycle cycle : SettlementCycle.values()) {
      valueDates.put(cycle, calendar.valueDate(cycle, mark.date()));
    }
    Netted netted = store.ledger().net(mark, valueDates);
    if (netted.withoutAccount() > 0) {
      listener.isolated(
          mark.date(),
          mark.step(),
          netted.withoutAccount() + " merchants without a verified account: carried forward");
    }
    return new StepOutcome.Done(netted.merchants());
  }

  private StepOutcome approve(StepMark mark) {
    Proposal proposal = store.ledger().proposal(mark.date());
    if (proposal.payouts() == 0) {
      store.done(mark, 0);
      return new StepOutcome.Done(0);
    }
    return new StepOutcome.Waits(
        "two people to approve "
            + proposal.payouts()
            + " payouts, "
            + Money.cny(proposal.totalFen()).yuan()
            + " yuan");
  }

  private StepOutcome pay(StepMark mark, DayProgress progress) {
    Filing filing =
        new Filing(config.batchTextBanks(), config.maxItemsPerFile(), progress.startedAt());
    List<PayoutFile> files = store.payouts().prepare(mark.date(), filing);
    checkpoint.reached("PAY:prepared");
    long payouts = 0;
    for (PayoutFile file : files) {
      if (!file.sent()) {
        payments.write(file);
      }
      payouts += file.count();
    }
    store.done(mark, payouts);
    return new StepOutcome.Done(payouts);
  }

  private StepOutcome confirm(StepMark mark) {
    payments.takeAnswers();
    Unanswered unanswered = store.payouts().unanswered(mark.date());
    if (unanswered.payouts() > 0) {
      return new StepOutcome.Waits(
          "the bank's answer to "
              + unanswered.payouts()
              + " of "
              + unanswered.all()
              + " payouts ("
              + String.join(", ", unanswered.files())
              + ")");
    }
    store.done(mark, unanswered.all());
    return new StepOutcome.Done(unanswered.all());
  }

  private StepOutcome close(StepMark mark) {
    List<TieOutLine> lines = store.reports().tieOut(mark.date());
    Path directory = config.out().resolve(mark.date().toString());
    TieOutFile.write(directory, lines);
    for (TieOutLine line : lines) {
      if (!line.tied()) {
        throw new RefusedException("not tied: " + line.text());
      }
    }
    Statements statements = new Statements(directory, config.maxStatementPageRows());
    long merchants =
        store
            .reports()
            .statements(
                mark.date(),
                () -> {
                  checkpoint.reached("CLOSE:statements-begun");
                  return statements.open();
                });
    checkpoint.reached("CLOSE:statements-named");
    statements.finish();
    checkpoint.reached("CLOSE:statements-written");
    store.done(mark, merchants);
    return new StepOutcome.Done(merchants);
  }
}
