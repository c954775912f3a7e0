package io.oneclear.message.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrashDrillTest {

  private static final List<String> SETTLEMENT = List.of("POST:before-commit");

  @Test
  void aProcessWithoutThePropertyHasNoDrill() {
    assertThat(CrashDrill.ON).isFalse();
    assertThat(CrashDrill.refusal(SETTLEMENT)).isEmpty();
    CrashPoint.REQUEST_RECEIVED.reached();
    CrashDrill.reached("POST:before-commit");
  }

  @Test
  void itEndsAtTheNthPassage() {
    CrashPlan plan = CrashPlan.parse("answer-flushed:3");
    assertThat(plan.reached("answer-flushed")).isFalse();
    assertThat(plan.reached("answer-written")).isFalse();
    assertThat(plan.reached("answer-flushed")).isFalse();
    assertThat(plan.reached("answer-flushed")).isTrue();
  }

  @Test
  void ofSeveralPlacesTheFirstThatIsReachedCounts() {
    CrashPlan plan = CrashPlan.parse("answer-flushed:2, POST:before-commit:1");
    assertThat(plan.reached("answer-flushed")).isFalse();
    assertThat(plan.reached("POST:before-commit")).isTrue();
  }

  @Test
  void everyPointIsKnownAndSoAreThoseOfOthers() {
    for (CrashPoint point : CrashPoint.values()) {
      assertThat(CrashDrill.refusal(point.label() + ":1", SETTLEMENT)).isEmpty();
    }
    assertThat(CrashDrill.refusal("POST:before-commit:2", SETTLEMENT)).isEmpty();
    assertThat(CrashDrill.refusal("@/a/file/that/may/come", SETTLEMENT)).isEmpty();
  }

  @Test
  void anUnknownPointIsRefusedInOneLineWithThoseThatAreKnown() {
    assertThat(CrashDrill.refusal("answer-sent:1", SETTLEMENT).orElseThrow())
        .startsWith("-Dcrash: 'answer-sent' is no crash point; known: request-received ")
        .endsWith(" POST:before-commit")
        .doesNotContain("\n");
  }

  @Test
  void whatCannotBeReadIsRefused() {
    for (String text : List.of("", "answer-flushed", "answer-flushed:0", "answer-flushed:x", ",")) {
      assertThat(CrashDrill.refusal(text, SETTLEMENT).orElseThrow())
          .as(text)
          .contains("is not POINT:n");
    }
  }

  @Test
  void bothSidesOfACommitAreDifferentPlaces() {
    for (CommitPoints points : CommitPoints.values()) {
      assertThat(points.before()).isNotEqualTo(points.after());
    }
  }
}
