package io.oneclear.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTimeTest {

  @Test
  void aNameWithBlanksAndParenthesesIsReadOver() {
    String stat =
        "812 (postgres: a (b) c) S 1 812 812 0 -1 4194560 900 0 0 0 150 50 20 5 20 0 1 0 99 0 0";
    assertThat(ProcessTime.parse(stat)).isEqualTo(Duration.ofMillis(2_250));
  }

  @Test
  void ourOwnTimeGrowsWithWhatWeDo() {
    long me = ProcessHandle.current().pid();
    Duration before = ProcessTime.of(me);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    double work = 0;
    while (ProcessTime.of(me).equals(before) && System.nanoTime() < deadline) {
      work += Math.sqrt(work + 1);
    }
    assertThat(ProcessTime.of(me)).isGreaterThan(before);
    assertThat(work).isPositive();
  }

  @Test
  void whoHasEndedUsesNothing() {
    assertThat(ProcessTime.of(0)).isZero();
    assertThat(ProcessTime.ofTree(Long.MAX_VALUE)).isZero();
  }

  @Test
  void theMachineIsIdleWhenItWaitsForTheDisk() {
    MachineTime time = MachineTime.parse("cpu  100 1 50 700 40 2 7 100 0 0\ncpu0 50 0 0 0 0 0 0 0");
    assertThat(time).isEqualTo(new MachineTime(1_000, 740, 100));
  }
}
