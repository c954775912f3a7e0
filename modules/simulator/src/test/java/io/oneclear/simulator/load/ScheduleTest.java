package io.oneclear.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final LoadPlan PLAN =
      LoadPlan.of("127.0.0.1", 1, 1_000, Duration.ofSeconds(2), 7, 2, 1)
          .withWarmUp(Duration.ofSeconds(1));

  @Test
  void terminalsTakeTurnsAndTimeGoesOnEvenly() {
    Schedule schedule = new Schedule(PLAN, 10, 5_000);

    assertThat(schedule.purchases()).isEqualTo(3_000);
    assertThat(schedule.due(0)).isEqualTo(5_000);
    assertThat(schedule.due(2_000)).isEqualTo(2_000_005_000L);
    assertThat(schedule.terminal(15)).isEqualTo(1);
    assertThat(schedule.trace(15)).isEqualTo(12);
    assertThat(schedule.measured(schedule.due(999))).isFalse();
    assertThat(schedule.measured(schedule.due(1_000))).isTrue();
  }

  @Test
  void terminalAndTraceGiveThePurchaseBackAlsoWhereTracesBeginAgain() {
    Schedule schedule = new Schedule(PLAN, 999_990, 0);

    for (long purchase = 0; purchase < schedule.purchases(); purchase++) {
      long oldest = Math.max(0, purchase - 500);
      assertThat(schedule.purchase(schedule.terminal(purchase), schedule.trace(purchase), oldest))
          .isEqualTo(purchase);
    }
    assertThat(schedule.trace(7 * 10)).isEqualTo(1);
  }
}
