package io.oneclear.app.command;

import io.oneclear.app.config.OneClearConfig.SettlementSection;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.output.DayReportText;
import io.oneclear.app.output.SettlementLines;
import io.oneclear.app.wiring.Books;
import io.oneclear.message.Money;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.settlement.report.DryRunReport;
import java.time.LocalDate;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code settle}: the end of day, as far as it goes; again to go on. */
@Command(
    name = "settle",
    description =
        "The end of day, step by step, as far as it goes; run it again to go on. Payouts need two"
            + " people: --maker and --checker.",
    mixinStandardHelpOptions = true)
final class SettleCommand extends BooksCommand {

  private static final int DAYS_BACK = 30;

  private final CommandLineOutput output;

  @Option(
      names = "--date",
      description =
          "business date; if absent the oldest that is not closed, an open one only from its"
              + " settlement.cutOver on",
      paramLabel = "DATE")
  private LocalDate date;

  @Option(names = "--dry-run", description = "writes nothing, shows the difference to the last run")
  private boolean dryRun;

  @Option(names = "--up-to", paramLabel = "STEP", description = "${COMPLETION-CANDIDATES}")
  private Step upTo = Step.CLOSE;

  @Option(names = "--maker", paramLabel = "NAME", description = "who proposes the payouts")
  private String maker;

  @Option(names = "--checker", paramLabel = "NAME", description = "who agrees to them")
  private String checker;

  @Option(names = "--json", description = "for a program")
  private boolean json;

  SettleCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  int work(Books books) {
    Settlement settlement = books.settlement();
    LocalDate day = date == null ? oldestToSettle(books) : date;
    RunResult result = run(settlement, day);
    if (result instanceof RunResult.Waiting waiting
        && waiting.step() == Step.APPROVE
        && maker != null
        && checker != null) {
      approve(settlement, day);
      result = run(settlement, day);
    }
    return tell(settlement, result);
  }

  /** Typed once more after a day has closed, it must not end the next one in its middle. */
  private LocalDate oldestToSettle(Books books) {
    Settlement settlement = books.settlement();
    LocalDate open = settlement.openDate();
    for (LocalDate day = open.minusDays(DAYS_BACK); day.isBefore(open); day = day.plusDays(1)) {
      if (settlement.progress(day).map(progress -> !progress.closed()).orElse(false)) {
        return day;
      }
    }
    SettlementSection config = books.site().config().settlement();
    if (!dryRun && !config.isOver(open, books.site().clock().instant())) {
      throw new CommandFailure(
          "nothing waits to be settled, and %s is open until %s; --date %s ends it now"
              .formatted(open, config.cutOver(), open));
    }
    return open;
  }

  private RunResult run(Settlement settlement, LocalDate day) {
    RunOptions options = dryRun ? RunOptions.DRY : RunOptions.upTo(upTo);
    return settlement.run(
        day, options, json ? SettlementListener.NONE : new SettlementLines(output));
  }

  private void approve(Settlement settlement, LocalDate day) {
    try {
      var proposal = settlement.approve(day, maker, checker);
      if (!json) {
        output.line(
            "%s: %d payouts of %s yuan proposed by %s, agreed by %s"
                .formatted(
                    day,
                    proposal.payouts(),
                    Money.cny(proposal.totalFen()).yuan(),
                    maker,
                    checker));
      }
    } catch (RefusedException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private int tell(Settlement settlement, RunResult result) {
    if (json) {
      output.json(result);
    } else {
      output.line(result.line());
    }
    return switch (result) {
      case RunResult.Closed(LocalDate day) -> tied(settlement.report(day));
      case RunResult.Stopped _ -> 0;
      case RunResult.DryRun(_, DryRunReport report) -> dryRun(report);
      case RunResult.Waiting _, RunResult.Refused _ -> OneClearCommand.FOUND_WRONG;
      case RunResult.Busy _ -> OneClearCommand.CANNOT;
    };
  }

  private int tied(DayReport report) {
    if (!json) {
      DayReportText.lines(report).forEach(output::line);
    }
    return report.tied() ? 0 : OneClearCommand.FOUND_WRONG;
  }

  private int dryRun(DryRunReport report) {
    if (!json) {
      for (DryRunReport.Line line : report.lines()) {
        output.line(
            String.format(
                Locale.ROOT,
                "  %s %6d gross %14s fees %12s net %14s, last %14s, difference %14s",
                line.merchant(),
                line.transactions(),
                Money.cny(line.grossFen()).yuan(),
                Money.cny(line.feesFen()).yuan(),
                Money.cny(line.netFen()).yuan(),
                Money.cny(line.lastNetFen()).yuan(),
                Money.cny(line.netDifferenceFen()).yuan()));
      }
      output.line("net of all " + Money.cny(report.netFen()).yuan() + " yuan");
    }
    return 0;
  }
}
