package io.oneclear.faults.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.crash.CrashPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch ends at every crash point × every kind of message, as if the power had failed; it is
 * started again, the terminal goes on as a real one does. Each time the audit must be clean, and
 * terminals, journal and scheme agree.
 */
class CrashPointsTest {

  private static final Logger LOG = LoggerFactory.getLogger(CrashPointsTest.class);

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGER_THAN_A_START = Duration.ofSeconds(25);

  /** One of ten: every point at which a promise changes hands, each with another kind. */
  private static final List<Case> TENTH =
      List.of(
          new Case(Kind.SIGN_ON, CrashPoint.TERMINAL_AFTER_COMMIT),
          new Case(Kind.PURCHASE, CrashPoint.INTENT_AFTER_COMMIT),
          new Case(Kind.PURCHASE, CrashPoint.LINK_FLUSHED),
          new Case(Kind.PURCHASE, CrashPoint.OUTCOME_BEFORE_COMMIT),
          new Case(Kind.PURCHASE, CrashPoint.OUTCOME_AFTER_COMMIT),
          new Case(Kind.VOID, CrashPoint.LINK_ANSWER_MATCHED),
          new Case(Kind.VOID, CrashPoint.ANSWER_WRITTEN),
          new Case(Kind.REFUND, CrashPoint.LINK_FLUSHED),
          new Case(Kind.REFUND, CrashPoint.OUTCOME_AFTER_COMMIT),
          new Case(Kind.BALANCE, CrashPoint.LINK_ANSWER_RECEIVED),
          new Case(Kind.REVERSAL, CrashPoint.REVERSAL_AFTER_COMMIT),
          new Case(Kind.REVERSAL, CrashPoint.ADVICE_REPORT_BEFORE_COMMIT),
          new Case(Kind.PURCHASE_TIMED_OUT, CrashPoint.TIME_OUT_AFTER_COMMIT),
          new Case(Kind.REFUND_TIMED_OUT, CrashPoint.ADVICE_ANSWERED),
          new Case(Kind.SETTLEMENT, CrashPoint.TERMINAL_AFTER_COMMIT),
          new Case(Kind.UPLOAD, CrashPoint.TERMINAL_BEFORE_COMMIT),
          new Case(Kind.UPLOAD_END, CrashPoint.ANSWER_DECIDED));

  @TempDir Path directory;

  private record Case(Kind kind, CrashPoint point) {}

  @ParameterizedTest
  @EnumSource
  @Tag("fault-long")
  void whereverTheSwitchEndsNothingIsLost(Kind kind) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (Drill drill = new Drill(directory, UPSTREAM_TIMEOUT)) {
      Till till = drill.till(0);
      wrong.addAll(drill.passBy(kind, till));
      for (CrashPoint point : kind.onItsWay()) {
        wrong.addAll(drill.halt(kind, point, till));
      }
      LOG.info("{}: ended at {} of {} points", kind, drill.halts(), kind.onItsWay().size());
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @Tag("fault")
  void atTheTurnsOfEveryKindNothingIsLost() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (Drill drill = new Drill(directory, UPSTREAM_TIMEOUT)) {
      Till till = drill.till(0);
      for (Case each : TENTH) {
        wrong.addAll(drill.halt(each.kind(), each.point(), till));
      }
      for (Kind kind : Kind.values()) {
        wrong.addAll(drill.passBy(kind, till));
      }
      assertThat(drill.halts()).isEqualTo(TENTH.size());
    }
    assertThat(wrong).isEmpty();
  }

  /** The switch dies with transactions under way, and again while it recovers. */
  @Test
  @Tag("fault-long")
  void aSwitchThatEndsWhileItRecoversRecoversTheNextTime() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (Drill drill = new Drill(directory, LONGER_THAN_A_START)) {
      RecoveryDrill recovery = new RecoveryDrill(drill);
      for (CrashPoint point : RecoveryDrill.POINTS) {
        wrong.addAll(recovery.halt(point, 1));
      }
      wrong.addAll(recovery.halt(CrashPoint.RECOVERY_ENQUEUED, 2));
      assertThat(drill.halts()).isEqualTo(RecoveryDrill.POINTS.size() + 1);
    }
    assertThat(wrong).isEmpty();
  }

  /** A point nobody drives would be a point nobody has tried. */
  @Test
  void everyPointIsOnTheWayOfSomething() {
    Set<CrashPoint> tried = EnumSet.noneOf(CrashPoint.class);
    for (Kind kind : Kind.values()) {
      tried.addAll(kind.onItsWay());
    }
    tried.addAll(RecoveryDrill.POINTS);
    assertThat(EnumSet.complementOf(EnumSet.copyOf(tried)))
        .as("the writing of files belongs to settlement")
        .containsExactly(CrashPoint.FILE_WRITTEN, CrashPoint.FILE_FLUSHED, CrashPoint.FILE_NAMED);
  }
}
