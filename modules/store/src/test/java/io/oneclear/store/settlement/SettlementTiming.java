package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;

import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.StepReport;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Not a test: settles a big day and prints what each step took. Arguments: transactions, merchants,
 * other days of the same size in the journal. Asserts that the day closes, tied out, and that the
 * audit is clean before it prints the sum.
 */
final class SettlementTiming {

  private final PrintStream out;
  private final SettlementHouse house;
  private final Map<Step, Double> seconds = new EnumMap<>(Step.class);

  private SettlementTiming(PrintStream out, SettlementHouse house) {
    this.out = out;
    this.house = house;
  }

  public static void main(String[] arguments) throws Exception {
    int transactions = argument(arguments, 0, 200_000);
    int merchants = argument(arguments, 1, 500);
    int otherDays = argument(arguments, 2, 0);
    Path directory = Files.createTempDirectory("oneclear-timing");
    BigDay day = new BigDay(transactions, merchants, otherDays);
    try (SettlementHouse house = day.open(directory)) {
      new SettlementTiming(System.out, house).time(transactions, merchants);
    }
  }

  private static int argument(String[] arguments, int at, int usual) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
  }

  private void time(int transactions, int merchants) {
    InstantSource clock = InstantSource.system();
    Settlement settlement =
        new Settlement(
            new PostgresSettlementStore(house.database, clock, _ -> {}),
            house.config(),
            SettlementHouse.calendar(),
            clock,
            _ -> {});
    Printer printer = new Printer();
    Instant begun = clock.instant();
    settlement.run(FRIDAY, RunOptions.ALL, printer);
    settlement.approve(FRIDAY, "li", "wang");
    settlement.run(FRIDAY, RunOptions.ALL, printer);
    house.bankAnswers(FRIDAY, SettlementHouse.BankRule.PAYS_ALL);
    RunResult result = settlement.run(FRIDAY, RunOptions.ALL, printer);
    double all = (clock.instant().toEpochMilli() - begun.toEpochMilli()) / 1000.0;
    if (!(result instanceof RunResult.Closed) || !settlement.report(FRIDAY).tied()) {
      throw new IllegalStateException(result.line());
    }
    List<Finding> findings = new Audit(house.database, List.of(new SettlementRules())).run();
    if (!findings.stream().allMatch(Finding::clean)) {
      throw new IllegalStateException(findings.toString());
    }
    out.printf(
        Locale.ROOT,
        "%,d transactions, %,d merchants: %.1f s in all, files of test bank and people included%n",
        transactions,
        merchants,
        all);
    floor();
  }

  /** The sums that PRICE, POST and NET make, as bare aggregates that keep nothing. */
  private void floor() {
    double settled = seconds.get(Step.PRICE) + seconds.get(Step.POST) + seconds.get(Step.NET);
    SettlementFloor floor = new SettlementFloor(house);
    double priced = floor.pricedSums(FRIDAY);
    double lines = floor.sumsOfLines(FRIDAY);
    out.printf(Locale.ROOT, "PRICE + POST + NET %.2f s%n", settled);
    out.printf(
        Locale.ROOT,
        "bare aggregate that prices and sums what was captured: %.2f s, ratio %.1f%n",
        priced,
        settled / priced);
    out.printf(
        Locale.ROOT,
        "bare aggregate that sums what was priced before: %.2f s, ratio %.1f%n",
        lines,
        settled / lines);
  }

  private final class Printer implements SettlementListener {

    private ServerCost before;

    @Override
    public void started(LocalDate date, Step step) {
      System.gc();
      ServerCost.peakHeapMegabytes();
      before = ServerCost.now(SettlementHouse.serverProcess());
    }

    @Override
    public void finished(StepReport report) {
      ServerCost cost = ServerCost.now(SettlementHouse.serverProcess()).since(before);
      double took = report.took().toMillis() / 1000.0;
      seconds.put(report.step(), took);
      out.printf(
          Locale.ROOT,
          "%-10s %,11d rows %7.2f s   CPU: settlement %6.2f s, PostgreSQL %6.2f s   heap at most %d"
              + " MB%n",
          report.step(),
          report.rows(),
          took,
          cost.own(),
          cost.server(),
          ServerCost.peakHeapMegabytes());
    }
  }
}
