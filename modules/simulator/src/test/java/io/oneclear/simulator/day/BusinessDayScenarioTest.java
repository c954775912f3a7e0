package io.oneclear.simulator.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.Dialects;
import io.oneclear.simulator.LoopbackHost;
import io.oneclear.simulator.TestCards;
import io.oneclear.simulator.terminal.TerminalSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusinessDayScenarioTest {

  @TempDir Path directory;

  @Test
  void aDayOfEveryKindOfActTiesOutWithTheHostToTheFen() throws Exception {
    List<DemoTerminal> terminals = TestCards.terminals(12);
    AtomicInteger told = new AtomicInteger();
    try (LoopbackHost host = new LoopbackHost(terminals)) {
      DayPlan plan =
          new DayPlan(
              "127.0.0.1",
              host.port(),
              20261122,
              3_000,
              3,
              TerminalSettings.STANDARD,
              directory.resolve("seen.csv"));

      DayTally tally =
          new BusinessDayScenario(Dialects.pos(), Clock.systemUTC())
              .run(
                  plan,
                  terminals,
                  TestCards.ALL,
                  (done, _) -> told.accumulateAndGet(done, Math::max));

      // The host knows no PINs, so it approves what a scheme would refuse.
      assertThat(tally.strange()).allMatch(what -> what.endsWith(": a wrong PIN was approved"));
      assertThat(tally.settledEqual()).isEqualTo(12);
      assertThat(tally.codes()).containsOnlyKeys(Act.values());
      assertThat(told).hasValue(3_000);
      assertThat(tally.debitFen()).isPositive();
      assertThat(tally.creditFen()).isPositive();
    }
  }
}
