package io.oneclear.bench.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SimulationTest {

  private static final CostModel COSTS = CostModel.fitted();
  private static final Layout BENCH = Layout.together(Measurements.CORES);
  private static final double SHARE_OF_LATENCY = 0.35;
  private static final double SHARE_OF_CPU = 0.2;

  @ParameterizedTest
  @FieldSource("io.oneclear.bench.sizing.Measurements#POINTS")
  void whatWasMeasuredIsSimulatedWithinTheStatedBounds(MeasuredPoint point) {
    Deviation deviation = new Deviation(point, Simulation.run(COSTS, BENCH, point.rate()));
    assertThat(deviation.p50Missed()).isCloseTo(0, within(SHARE_OF_LATENCY));
    assertThat(deviation.groupMissed()).isCloseTo(0, within(SHARE_OF_LATENCY));
    assertThat(deviation.switchMissed()).isCloseTo(0, within(SHARE_OF_CPU));
    assertThat(deviation.databaseMissed()).isCloseTo(0, within(SHARE_OF_CPU));
  }

  /** It knows no pauses: they take the rest, and the sizing takes them off. */
  @Test
  void theKneeIsAboveTheMeasuredOneByNoMoreThanPausesExplain() throws Exception {
    int knee = Capacity.of(COSTS, BENCH, 100);
    assertThat(knee).isBetween(Measurements.KEPT_UP, Measurements.NOT_KEPT_UP * 3 / 2);
  }

  /** Measured without the rest of a purchase, and not fitted to. */
  @Test
  void oneWriterAloneDoesWhatTheModelForetells() {
    int group = 500;
    double cycle = COSTS.writer().of(group) + COSTS.database().of(group) + COSTS.commitMicros();
    double purchasesPerSecond = group / 2.0 / cycle * 1e6;
    assertThat(purchasesPerSecond / Measurements.ONE_WRITER_ALONE).isCloseTo(1, within(0.1));
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    assertThat(Simulation.run(COSTS, BENCH, 3_000)).isEqualTo(Simulation.run(COSTS, BENCH, 3_000));
  }

  @Test
  void moreLoadMakesLargerGroupsAndCheaperPurchases() {
    Simulated little = Simulation.run(COSTS, BENCH, 1_000);
    Simulated much = Simulation.run(COSTS, BENCH, 8_000);
    assertThat(much.meanGroup()).isGreaterThan(5 * little.meanGroup());
    assertThat(much.databaseMicros()).isLessThan(little.databaseMicros() / 3);
  }

  /** Two of its own, half of one before the first, and most of one between: the scheme is quick. */
  @Test
  void aStandbyIsWaitedForInEveryCommit() {
    Layout without = Layout.apart(4, Duration.ZERO, Duration.ZERO);
    Layout with = Layout.apart(4, Duration.ZERO, Duration.ofMillis(5));
    double more =
        Simulation.run(COSTS, with, 1_000).p50() - Simulation.run(COSTS, without, 1_000).p50();
    assertThat(more).isBetween(15.0, 20.0);
  }

  @Test
  void whatIsTooMuchIsNotApproved() {
    Simulated flood = Simulation.run(COSTS, BENCH, 60_000);
    assertThat(flood.approvedShare()).isLessThan(0.5);
    assertThat(flood.meanGroup()).isCloseTo(512, within(1.0));
  }
}
