package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;

import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.StepReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Not a test: settles a big day and prints the seconds of each step and the most heap in use after
 * a collection. Arguments: transactions, merchants. Asserts that the day closes, tied out, before
 * it prints a figure.
 */
final class SettlementTiming {

  private SettlementTiming() {}

  public static void main(String[] arguments) throws Exception {
    int transactions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    int merchants = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
    Path directory = Files.createTempDirectory("oneclear-timing");
    PrintStream out = System.out;
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.withMerchants(merchants).withTransactions(FRIDAY, transactions);
      house.run("ANALYZE");
      house.schemeFile(FRIDAY, "true");
      InstantSource clock = InstantSource.system();
      Settlement settlement =
          new Settlement(
              new PostgresSettlementStore(house.database.dataSource(), clock, _ -> {}),
              house.config(),
              SettlementHouse.calendar(),
              clock,
              _ -> {});
      Instant begun = clock.instant();
      Printer printer = new Printer(out);
      settlement.run(FRIDAY, RunOptions.ALL, printer);
      settlement.approve(FRIDAY, "li", "wang");
      settlement.run(FRIDAY, RunOptions.ALL, printer);
      house.bankAnswers(FRIDAY, SettlementHouse.BankRule.PAYS_ALL);
      RunResult result = settlement.run(FRIDAY, RunOptions.ALL, printer);
      if (!(result instanceof RunResult.Closed) || !settlement.report(FRIDAY).tied()) {
        throw new IllegalStateException(result.line());
      }
      out.printf(
          Locale.ROOT,
          "%,d transactions, %,d merchants: %.1f s in all, files of test bank and people"
              + " included%n",
          transactions,
          merchants,
          (clock.instant().toEpochMilli() - begun.toEpochMilli()) / 1000.0);
    }
  }

  private record Printer(PrintStream out) implements SettlementListener {
    @Override
    public void finished(StepReport report) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      out.printf(
          Locale.ROOT,
          "%-10s %,9d rows %6.2f s   heap in use %d MB%n",
          report.step(),
          report.rows(),
          report.took().toMillis() / 1000.0,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }
}
