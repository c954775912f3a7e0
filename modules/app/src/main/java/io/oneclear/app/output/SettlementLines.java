package io.oneclear.app.output;

import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.StepReport;
import java.time.LocalDate;
import java.util.Locale;

/** Prints a line for each thing that happens in a settlement. */
public record SettlementLines(CommandLineOutput output) implements SettlementListener {

  @Override
  public void finished(StepReport report) {
    output.line(
        String.format(
            Locale.ROOT,
            "%s %-9s done, %d rows, %d ms",
            report.date(),
            report.step(),
            report.rows(),
            report.took().toMillis()));
  }

  @Override
  public void isolated(LocalDate date, Step step, String what) {
    output.line("%s %s set aside: %s".formatted(date, step, what));
  }
}
