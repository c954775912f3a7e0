package io.oneclear.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.FieldTable;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Coverage.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Thousands of seeds in the build: the money rules hold in each, and each can be run again. */
public class SimulationTest {

  private static final int SEEDS = 3_000;
  private static final Path PACKAGERS = Path.of("../../cfg/packager");
  private static final Pattern CARD_NUMBER = Pattern.compile("(?<![0-9])[0-9]{16,19}(?![0-9])");

  /** Against the switch as it is. */
  public static Campaign campaign() {
    try {
      return new Campaign(
          FieldTable.load(PACKAGERS.resolve("unionpay-pos.xml")),
          FieldTable.load(PACKAGERS.resolve("cups.xml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void moneyRulesHoldUnderEverySeed() throws InterruptedException {
    Campaign.Result result = campaign().run(1, SEEDS, 2, _ -> {});
    assertThat(result.broken())
        .as("seeds that break a rule")
        .extracting(SeedResult::seed, SeedResult::violations)
        .isEmpty();
    reachesWhatMatters(result.coverage());
  }

  /** What is rarer than this shows only in longer campaigns. */
  private static void reachesWhatMatters(Coverage coverage) {
    List<Section> whole = List.of(Section.STATES, Section.KINDS, Section.DEEDS, Section.ALARMS);
    for (Section section : whole) {
      assertThat(coverage.of(section)).as(section.name()).doesNotContainValue(0L);
    }
    assertThat(coverage.of(Section.TRANSITIONS).values())
        .as("one move of the graph needs three refunds at once")
        .filteredOn(times -> times == 0)
        .hasSizeLessThan(2);
    assertThat(coverage.of(Section.FAULTS).values())
        .as("places a fault never hit")
        .filteredOn(times -> times == 0)
        .hasSizeLessThan(12);
  }

  @Test
  void sameSeedGivesTheSameEvents() {
    for (long seed = 1; seed <= 40; seed++) {
      SeedResult first = campaign().run(seed);
      SeedResult second = campaign().run(seed);
      assertThat(second.trace()).isEqualTo(first.trace());
      assertThat(second.traceHash()).isEqualTo(first.traceHash());
    }
  }

  @Test
  void sameSeedGivesTheSameEventsInAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TraceHash.class.getName(),
                "1",
                "25")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> there =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    assertThat(there).isEqualTo(TraceHash.of(1, 25));
  }

  @Test
  void anotherSeedGivesOtherEvents() {
    assertThat(campaign().run(1).traceHash()).isNotEqualTo(campaign().run(2).traceHash());
  }

  @Test
  void traceShowsNoCardNumber() {
    for (long seed = 1; seed <= 40; seed++) {
      assertThat(campaign().run(seed).trace()).noneMatch(CARD_NUMBER.asPredicate());
    }
  }
}
