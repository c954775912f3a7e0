package io.oneclear.faults.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.settlement.Checkpoint;
import io.oneclear.settlement.Step;
import io.oneclear.store.audit.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The worker of a settlement dies at every place there is; the next one goes on. The files are byte
 * for byte those of the same day undisturbed, and so is everything that is money.
 */
@Tag("fault-long")
class SettlementCrashTest {

  /** Passed by the day before it is copied: {@link SoldDay}. */
  private static final List<String> PASSED_BEFORE = List.of("CUT_OVER:begin", "CUT_OVER:day-moved");

  private static final Duration END = Duration.ofMinutes(4);
  private static final int MOST_RUNS = 12;

  @TempDir static Path directory;

  private static UndisturbedDay undisturbed;

  @BeforeAll
  static void sellAndSettleADay() throws Exception {
    undisturbed = UndisturbedDay.in(directory);
  }

  @ParameterizedTest
  @CsvSource({"CUT_OVER, RECONCILE", "PRICE, NET", "APPROVE, CLOSE"})
  void aWorkerThatDiesAnywhereChangesNeitherBytesNorMoney(Step first, Step last) throws Exception {
    List<String> halts = new ArrayList<>();
    for (Step step : EnumSet.range(first, last)) {
      Checkpoint.places().stream()
          .filter(place -> place.startsWith(step + ":") && !place.endsWith(":end"))
          .filter(place -> !PASSED_BEFORE.contains(place))
          .forEach(place -> halts.addAll(withFiles(place)));
    }
    assertThat(halts).hasSizeGreaterThan(10);
    diesAtEach(halts, first.name());
  }

  /** The end of a step is passed by whoever has committed it. */
  @Test
  void aWorkerThatDiesAtTheEndOfEveryStepChangesNeitherBytesNorMoney() throws Exception {
    diesAtEach(Arrays.stream(Step.values()).map(step -> step + ":end:1").toList(), "ends");
  }

  private static void diesAtEach(List<String> halts, String name) throws Exception {
    try (SettledDay day = undisturbed.copy(name)) {
      List<String> notReached = new ArrayList<>();
      Settle worker = day.worker();
      for (String place : halts) {
        day.bankAnswers();
        int status = worker.endAt(place).run();
        if (status != CrashDrill.STATUS) {
          notReached.add(place + " (" + status + ")");
        }
      }
      assertThat(notReached).as("places that were not reached").isEmpty();
      undisturbed.equalsInTheEnd(day);
    }
  }

  /** Where files are written, also at the places inside the writing. */
  private static List<String> withFiles(String place) {
    return switch (place) {
      // The first payout file; the tie-out; in the middle of the statements.
      case "PAY:file-written", "CLOSE:statements-begun" -> withFiles(place, 1);
      case "CLOSE:statements-named" -> withFiles(place, 4);
      default -> List.of(place + ":1");
    };
  }

  private static List<String> withFiles(String place, int which) {
    return Stream.concat(
            Stream.of(CrashPoint.FILE_WRITTEN, CrashPoint.FILE_FLUSHED, CrashPoint.FILE_NAMED)
                .map(point -> point.label() + ":" + which),
            Stream.of(place + ":1"))
        .toList();
  }

  /** Terminals sold while the day was cut; the day after is settled too. */
  @Test
  void whatIsCapturedDuringTheCutOverIsSettledOnExactlyOneDay() throws Exception {
    Path data;
    LocalDate next;
    try (SettledDay day = undisturbed.copy("late")) {
      day.settle(MOST_RUNS);
      List<LocalDate> dates = day.datesOfCaptures();
      assertThat(dates).as("captured before and after the cut").hasSize(2);
      data = day.data();
      next = dates.getLast();
    }
    try (ChildProcess server =
        Launch.demoServer(data, Ports.free(), Duration.ofSeconds(5)).start()) {
      server.awaitReady(END);
      await()
          .atMost(END)
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> Settle.on(data).with("--date", next.toString()).run() == 0);
      server.stop(END);
    }
    try (SettledDay both = SettledDay.open(data)) {
      assertThat(both.capturesNotSettledOnce()).isEmpty();
      assertThat(both.audit()).allMatch(Finding::clean);
    }
  }
}
