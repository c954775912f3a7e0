package io.oneclear.app.demo;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.output.AuditText;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.output.DayReportText;
import io.oneclear.app.output.SettlementLines;
import io.oneclear.app.wiring.Books;
import io.oneclear.message.Money;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.simulator.day.BusinessDayScenario;
import io.oneclear.simulator.day.DayPlan;
import io.oneclear.simulator.day.DayTally;
import io.oneclear.store.Backlog;
import io.oneclear.store.audit.Finding;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * A whole business day: terminals sell, the switch and the scheme agree or not, the day is cut
 * over, cleared, priced, posted, paid, confirmed and closed, and everything must tie to the fen.
 */
public final class DemoDay {

  private static final String MAKER = "demo-maker";
  private static final String CHECKER = "demo-checker";
  private static final Duration DRAIN = Duration.ofSeconds(90);
  private static final Duration CLEARING_FILE = Duration.ofSeconds(30);
  private static final int MOST_RUNS = 20;

  private final DemoNode node;
  private final CommandLineOutput output;

  private DemoDay(DemoNode node, CommandLineOutput output) {
    this.node = node;
    this.output = output;
  }

  /**
   * How much of a day.
   *
   * @param upstreamTimeout short, so that the day's unanswered messages do not make it long
   */
  public record Size(int transactions, long seed, Duration upstreamTimeout) {}

  /**
   * Plays the day on a data directory.
   *
   * @return true if everything ties
   */
  public static boolean play(
      Installation installation, DataDirectory data, Size size, CommandLineOutput output)
      throws IOException, InterruptedException {
    output.line("starting: embedded PostgreSQL, switch, scheme and bank simulators");
    DemoOptions options =
        DemoOptions.onFreePorts()
            .withUpstreamTimeout(size.upstreamTimeout())
            .with("database.logAhead", "0");
    try (DemoNode node = DemoNode.start(installation, data, options)) {
      return new DemoDay(node, output).play(size, data);
    }
  }

  private boolean play(Size size, DataDirectory data) throws IOException, InterruptedException {
    Settlement settlement = node.wiring().settlement();
    LocalDate date = settlement.openDate();
    output.line(
        "business date %s, %d terminals, %d cards, terminals at %s, console at %s"
            .formatted(
                date,
                node.terminals().size(),
                node.cards().size(),
                node.terminalsAddress(),
                node.wiring().consoleUrl().orElse("none")));

    DayTally tally = sell(size, data);
    drain();
    settle(settlement, date);
    return report(settlement.report(date), tally, data);
  }

  private DayTally sell(Size size, DataDirectory data) throws IOException, InterruptedException {
    DayPlan plan =
        DayPlan.of(
            "127.0.0.1",
            node.terminalsPort(),
            size.seed(),
            size.transactions(),
            size.upstreamTimeout(),
            data.demo().resolve("terminals-log.csv"));
    try (CommandLineOutput.Progress progress =
        output.progress("transactions", size.transactions())) {
      DayTally tally =
          new BusinessDayScenario(node.dialect(), node.clock())
              .run(plan, node.terminals(), node.cards(), (done, _) -> progress.reached(done));
      progress.reached(size.transactions());
      return tally;
    }
  }

  /** Every reversal must be with the scheme before the day can end. */
  private void drain() {
    Backlog before = Backlog.of(node.wiring().database());
    output.line(
        "reversals and repeats still on their way: %d; waiting for them"
            .formatted(before.waiting()));
    Patience.until(
        "reversals to be accepted by the scheme",
        () -> Backlog.drained(node.wiring().database()),
        DRAIN);
  }

  private void settle(Settlement settlement, LocalDate date) throws IOException {
    for (int run = 0; run < MOST_RUNS; run++) {
      RunResult result = settlement.run(date, RunOptions.ALL, new SettlementLines(output));
      switch (result) {
        case RunResult.Closed _ -> {
          return;
        }
        case RunResult.Waiting waiting -> help(settlement, waiting);
        case RunResult.Busy _, RunResult.Stopped _, RunResult.Refused _, RunResult.DryRun _ ->
            throw new CommandFailure(result.line());
      }
    }
    throw new CommandFailure(date + " could not be closed in " + MOST_RUNS + " runs");
  }

  /** What people, the scheme and the bank do while a day is settled. */
  private void help(Settlement settlement, RunResult.Waiting waiting) throws IOException {
    LocalDate date = waiting.date();
    switch (waiting.step()) {
      case CUT_OVER -> drain();
      case COLLECT ->
          Patience.until(
              "the scheme's clearing file",
              () -> node.scheme().clearingDate().isAfter(date) && node.clearingFileThere(date),
              CLEARING_FILE);
      case APPROVE -> {
        var proposal = settlement.approve(date, MAKER, CHECKER);
        output.line(
            "%s: %d payouts of %s yuan proposed by %s, agreed by %s"
                .formatted(
                    date,
                    proposal.payouts(),
                    Money.cny(proposal.totalFen()).yuan(),
                    MAKER,
                    CHECKER));
      }
      case CONFIRM -> {
        var answered = node.bank().answer().plus(node.bank().laterNews());
        output.line(
            "the bank has answered %d files: %d paid, %d rejected, %d returned"
                .formatted(
                    answered.files(), answered.paid(), answered.rejected(), answered.returned()));
      }
      case RECONCILE, PRICE, POST, NET, PAY, CLOSE -> throw new CommandFailure(waiting.line());
    }
  }

  private boolean report(DayReport report, DayTally tally, DataDirectory data) {
    output.line();
    output.line("终端 What the terminals saw");
    tally
        .codes()
        .forEach((act, codes) -> output.line(String.format(Locale.ROOT, "  %-20s %s", act, codes)));
    output.line(
        String.format(
            Locale.ROOT,
            "  %d of %d terminals settled equal; sold %s, given back %s yuan; %s",
            tally.settledEqual(),
            tally.terminals().size(),
            Money.cny(tally.debitFen()).yuan(),
            Money.cny(tally.creditFen()).yuan(),
            tally.clean() ? "nothing strange" : "strange: " + tally.strange()));
    output.line();
    DayReportText.lines(report).forEach(output::line);
    output.line();
    output.line("审计 Audit");
    List<Finding> findings = Books.audit(node.wiring().database());
    AuditText.lines(findings).forEach(output::line);
    output.line();
    boolean well = report.tied() && tally.clean() && findings.stream().allMatch(Finding::clean);
    output.line(
        "%s in %d transactions; files are in %s"
            .formatted(
                well ? "everything ties to the fen" : "NOT EVERYTHING TIES",
                tally.transactions(),
                data.root()));
    return well;
  }
}
