package io.oneclear.app.wiring;

import io.oneclear.console.OperationsView;
import io.oneclear.settlement.DayProgress;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.StepReport;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.store.Backlog;
import io.oneclear.store.Database;
import io.oneclear.switching.Links;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the console shows of this node. */
record NodeView(
    Database database, BooleanSupplier securityModule, Links links, Settlement settlement)
    implements OperationsView {

  private static final int SETTLEMENTS_SHOWN = 7;

  @Override
  public Health health() {
    return new Health(
        database.ready(),
        securityModule.getAsBoolean(),
        links.all().values().stream()
            .map(link -> new Link(link.name(), link.available()))
            .toList());
  }

  @Override
  public Day today() {
    LocalDate open = settlement.openDate();
    Backlog backlog = backlog();
    return new Day(
        open,
        settlement.transactions(open).stream().map(NodeView::count).toList(),
        backlog.waiting(),
        backlog.parked(),
        settlements(open));
  }

  Backlog backlog() {
    return Backlog.of(database);
  }

  /** The newest run of the end of day; empty if there was none in the last week. */
  Optional<SettlementRun> latestSettlement() {
    return settlements(settlement.openDate()).stream().findFirst();
  }

  private static Count count(DayReport.Transactions line) {
    return new Count(line.kind(), line.state(), line.code(), line.count(), line.fen());
  }

  private List<SettlementRun> settlements(LocalDate open) {
    List<SettlementRun> runs = new ArrayList<>();
    for (int back = 0; back <= SETTLEMENTS_SHOWN; back++) {
      settlement.progress(open.minusDays(back)).map(NodeView::run).ifPresent(runs::add);
    }
    return runs;
  }

  private static SettlementRun run(DayProgress progress) {
    List<StepReport> done = progress.done();
    String state =
        progress.closed()
            ? "已关账 closed"
            : progress.waitingFor() == null ? "进行中 under way" : progress.waitingFor();
    return new SettlementRun(
        progress.date(),
        done.isEmpty() ? "—" : done.getLast().step().name(),
        state,
        progress.startedAt());
  }
}
