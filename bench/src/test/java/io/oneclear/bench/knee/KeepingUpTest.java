package io.oneclear.bench.knee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.simulator.load.LoadFigures;
import io.oneclear.simulator.load.LoadResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeepingUpTest {

  private static final long[] STEADY = {2_000, 2_100, 1_900, 2_050, 2_000, 1_950};

  @Test
  void whoApprovesAllInTimeKeepsUp() {
    assertThat(judge(10_000, 20_000, STEADY).keepsUp()).isTrue();
  }

  @Test
  void fiveInAThousandMayBeMissingAndNoMore() {
    assertThat(judge(9_950, 20_000, STEADY).keepsUp()).isTrue();
    assertThat(judge(9_949, 20_000, STEADY))
        .isEqualTo(new KeepingUp.Verdict(false, "99.49 % approved"));
  }

  @Test
  void thePurchasesThatCouldNotLeaveAreMissingToo() {
    LoadFigures figures = figures(9_900, 9_900, 100, 20_000, STEADY);
    assertThat(KeepingUp.STANDARD.judge(figures).why()).isEqualTo("99.00 % approved");
  }

  @Test
  void whoIsTooSlowDoesNotKeepUp() {
    assertThat(judge(10_000, 100_000, STEADY).keepsUp()).isTrue();
    assertThat(judge(10_000, 101_000, STEADY).why()).isEqualTo("p99 101 ms");
  }

  @Test
  void aMedianThatGrowsIsAQueueThatFills() {
    assertThat(judge(10_000, 60_000, 2_000, 6_000, 11_000, 17_000, 24_000, 32_000).why())
        .isEqualTo("the lag grows");
  }

  @Test
  void aMedianThatWandersByLittleIsNoise() {
    assertThat(judge(10_000, 20_000, 300, 400, 350, 900, 1_000, 950).keepsUp()).isTrue();
    assertThat(judge(10_000, 60_000, 2_000, 30_000, 2_100, 2_000, 2_200, 2_050).keepsUp()).isTrue();
  }

  private static KeepingUp.Verdict judge(long approved, long p99, long... medians) {
    return KeepingUp.STANDARD.judge(figures(10_000, approved, 0, p99, medians));
  }

  private static LoadFigures figures(
      long sent, long approved, long unsent, long p99, long... medians) {
    List<LoadResult.Second> seconds =
        IntStream.range(0, medians.length)
            .mapToObj(i -> new LoadResult.Second(i + 1, 1_000, medians[i], p99, p99))
            .toList();
    long p50 = Arrays.stream(medians).sum() / medians.length;
    return new LoadFigures(
        1_000,
        10,
        sent,
        unsent,
        sent,
        approved,
        0,
        0,
        0,
        1_000,
        p50,
        p99,
        p99,
        p99,
        p99,
        0,
        0,
        0,
        Map.of("00", approved),
        seconds);
  }
}
