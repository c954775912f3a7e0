package io.oneclear.simulator.day;

import io.oneclear.message.pos.PosDialect;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.day.DayTally.TerminalDayTotals;
import io.oneclear.simulator.terminal.TerminalLine;
import io.oneclear.simulator.terminal.TerminalLog;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes a whole business day's traffic against a switch: all terminals at once, each with sign-on,
 * purchases, inquiries, voids, refunds, reversals, everything that goes wrong, then settlement with
 * upload, and sign-off. The same seed asks for the same things; what is answered may depend on
 * timing.
 */
public final class BusinessDayScenario {

  private final PosDialect dialect;
  private final Clock clock;

  public BusinessDayScenario(PosDialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /**
   * Runs the day to its end.
   *
   * @throws IOException if the terminals' log cannot be written
   * @throws InterruptedException if the calling thread is interrupted; the terminals then stop
   */
  public DayTally run(
      DayPlan plan, List<DemoTerminal> terminals, List<DemoCard> cards, DayProgress progress)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Tally tally = new Tally(plan.transactions(), progress);
    TerminalLog log = plan.log() == null ? null : TerminalLog.open(plan.log(), clock);
    try (log;
        TerminalNetwork network = TerminalNetwork.open(dialect, 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TerminalDayTotals>> running = new ArrayList<>();
      TerminalLine line = null;
      for (int i = 0; i < terminals.size(); i++) {
        if (i % plan.terminalsPerLine() == 0) {
          line = network.line(plan.host(), plan.port());
        }
        SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + i);
        TerminalSimulator terminal =
            new TerminalSimulator(terminals.get(i), line, plan.settings(), clock, random, log);
        TerminalDay day = new TerminalDay(terminal, new DayCards(cards), random, tally);
        int acts = share(plan.transactions(), i, terminals.size());
        running.add(threads.submit(() -> day.run(acts)));
      }
      List<TerminalDayTotals> totals = new ArrayList<>();
      for (Future<TerminalDayTotals> one : running) {
        totals.add(finished(one));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new DayTally(tally.codes(), List.copyOf(totals), tally.strange(), took);
    }
  }

  private static TerminalDayTotals finished(Future<TerminalDayTotals> day)
      throws InterruptedException {
    try {
      return day.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a terminal's day broke off", e.getCause());
    }
  }

  private static int share(int whole, int index, int parts) {
    return whole / parts + (index < whole % parts ? 1 : 0);
  }
}
