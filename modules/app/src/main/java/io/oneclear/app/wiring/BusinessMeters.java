package io.oneclear.app.wiring;

import io.oneclear.app.metrics.Meters;
import io.oneclear.console.OperationsView;
import io.oneclear.console.OperationsView.SettlementRun;
import io.oneclear.settlement.Step;
import java.util.Arrays;

/** Numbers of the business, asked of the database when somebody scrapes. */
final class BusinessMeters {

  private BusinessMeters() {}

  static void register(Meters meters, OperationsView view) {
    meters.gauge(
        "oneclear.reversals.waiting",
        "Advices no scheme has accepted yet",
        () -> view.today().reversalsWaiting());
    meters.gauge(
        "oneclear.reversals.parked",
        "Advices given up on: a person has to look",
        () -> view.today().reversalsParked());
    meters.gauge(
        "oneclear.settlement.steps",
        "Steps done of the latest settlement, of " + Step.values().length,
        () -> view.today().settlements().stream().findFirst().map(BusinessMeters::steps).orElse(0));
    meters.gauge(
        "oneclear.ready", "1 if transactions can be taken", () -> view.health().ready() ? 1 : 0);
  }

  private static int steps(SettlementRun run) {
    return (int)
            Arrays.stream(Step.values()).takeWhile(step -> !step.name().equals(run.step())).count()
        + 1;
  }
}
