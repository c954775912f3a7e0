package io.oneclear.proof.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.proof.Campaign;
import io.oneclear.proof.SeedResult;
import io.oneclear.proof.SimulationTest;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What proves that the simulation would notice: every defect planted in the switch is found. */
class PlantedDefectsTest {

  /** The rarest, two advices about one purchase that wait at once, is in one world of 400. */
  private static final int SEEDS = 4_000;

  private static final Campaign CAMPAIGN = SimulationTest.campaign();

  @ParameterizedTest
  @EnumSource(PlantedDefect.class)
  void everyPlantedDefectIsFound(PlantedDefect defect) {
    Optional<SeedResult> caught = firstBroken(CAMPAIGN.with(defect));
    assertThat(caught).as("%s within %d seeds", defect, SEEDS).isPresent();
    SeedResult result = caught.orElseThrow();
    assertThat(CAMPAIGN.with(defect).run(result.seed()).traceHash())
        .as("the same seed again")
        .isEqualTo(result.traceHash());
    assertThat(CAMPAIGN.run(result.seed()).clean()).as("the same seed without it").isTrue();
  }

  private static Optional<SeedResult> firstBroken(Campaign campaign) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SeedResult result = campaign.run(seed);
      if (!result.clean()) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }
}
