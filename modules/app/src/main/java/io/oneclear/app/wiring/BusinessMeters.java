package io.oneclear.app.wiring;

import io.oneclear.app.metrics.Meters;
import io.oneclear.console.OperationsView.SettlementRun;
import io.oneclear.settlement.Step;
import java.util.Arrays;

/**
 * Numbers of the business, asked of the database when somebody scrapes: only what costs next to
 * nothing, whatever the length of the journal.
 */
final class BusinessMeters {

  private BusinessMeters() {}

  static void register(Meters meters, NodeView view) {
    meters.gauge(
        "oneclear.reversals.waiting",
        "Advices no scheme has accepted yet",
        () -> view.backlog().waiting());
    meters.gauge(
        "oneclear.reversals.parked",
        "Advices given up on: a person has to look",
        () -> view.backlog().parked());
    meters.gauge(
        "oneclear.settlement.steps",
        "Steps done of the latest settlement, of " + Step.values().length,
        () -> view.latestSettlement().map(BusinessMeters::steps).orElse(0));
    meters.gauge(
        "oneclear.ready", "1 if transactions can be taken", () -> view.health().ready() ? 1 : 0);
  }

  private static int steps(SettlementRun run) {
    return (int)
            Arrays.stream(Step.values()).takeWhile(step -> !step.name().equals(run.step())).count()
        + 1;
  }
}
