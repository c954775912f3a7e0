package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.settlement.Checkpoint;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.SettlementStore.WorkerLock;
import io.oneclear.settlement.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that dies anywhere: the next one ends with the same bytes and the same sums. */
class SettlementResumeTest {

  @TempDir Path directory;

  /** The machine stops here. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash(String place) {
      super(place);
    }
  }

  @Test
  void aCrashAtEveryCheckpointChangesNeitherBytesNorSums() throws IOException {
    String template = prepareDay();
    Set<String> places = new TreeSet<>();
    SettledBooks undisturbed;
    try (SettlementHouse house = SettlementHouse.open(copyOfInbox("undisturbed"), template)) {
      Passed passed = new Passed();
      house.checkpoint = place -> passed.by(place, places::add);
      settle(house);
      undisturbed = SettledBooks.of(house);
    }
    assertThat(undisturbed.files()).hasSize(17);
    assertThat(Checkpoint.places())
        .as("a drill can be told of every place")
        .containsAll(places.stream().map(place -> place.replace(", the other lane", "")).toList());

    // Every place stops the worker the first time it is passed; a new worker goes on.
    Set<String> crashed = new TreeSet<>();
    try (SettlementHouse house = SettlementHouse.open(copyOfInbox("crashes"), template)) {
      for (int i = 0; i < 2 * places.size() && !closed(house); i++) {
        Passed passed = new Passed();
        house.checkpoint =
            place ->
                passed.by(
                    place,
                    which -> {
                      if (!passed.dead && crashed.add(which)) {
                        passed.dead = true;
                        house.now = house.now.plusSeconds(600);
                        throw new Crash(which);
                      }
                    });
        try {
          settle(house);
        } catch (Crash e) {
          // The next turn is the next worker.
          assertThat(crashed).contains(e.getMessage());
        }
      }
      // The end of a step is not passed when the step was committed before the crash.
      places.removeIf(place -> place.endsWith(":end"));
      assertThat(places)
          .hasSizeGreaterThan(40)
          .contains(
              "COLLECT:filling-begun",
              "COLLECT:lane-before-commit",
              "COLLECT:lane-before-commit, the other lane",
              "COLLECT:lane-committed",
              "COLLECT:lane-committed, the other lane",
              "PRICE:filling-begun",
              "PRICE:lane-before-commit",
              "PRICE:lane-before-commit, the other lane",
              "PRICE:lane-committed",
              "PRICE:lane-committed, the other lane",
              "PRICE:sales-written",
              "CLOSE:statements-begun",
              "CLOSE:statements-begun, the other lane",
              "CLOSE:statements-named");
      assertThat(crashed).containsAll(places);
      assertThat(SettledBooks.of(house).files()).containsExactlyEntriesOf(undisturbed.files());
      assertThat(SettledBooks.of(house).sums()).isEqualTo(undisturbed.sums());
      SettlementDayTest.assertClean(house);
    }
  }

  /**
   * Where one worker was, lane by lane: so that it may die when one lane has committed and the
   * other has not.
   */
  private static final class Passed {

    private static final Set<String> BY_EACH_LANE =
        Set.of(
            "COLLECT:lane-before-commit",
            "COLLECT:lane-committed",
            "PRICE:lane-before-commit",
            "PRICE:lane-committed",
            "CLOSE:statements-begun");

    private final Set<String> before = new TreeSet<>();

    /** One lane is; the other may still end what it began. */
    private boolean dead;

    synchronized void by(String place, Consumer<String> then) {
      boolean again = !before.add(place) && BY_EACH_LANE.contains(place);
      then.accept(again ? place + ", the other lane" : place);
    }
  }

  private static boolean closed(SettlementHouse house) {
    return house.number("SELECT count(*) FROM settlement_step WHERE step = 'CLOSE'") > 0
        && Files.exists(house.config().out());
  }

  private String prepareDay() {
    SettlementHouse house = SettlementHouse.open(directory.resolve("template"));
    try (house) {
      house.withMerchants(6).withTransactions(FRIDAY, 600);
      house.schemeFile(FRIDAY, "t.id % 97 <> 0");
    }
    return house.name();
  }

  private Path copyOfInbox(String name) throws IOException {
    Path inbox = directory.resolve(name).resolve("inbox");
    Files.createDirectories(inbox);
    try (Stream<Path> files = Files.list(directory.resolve("template").resolve("inbox"))) {
      for (Path file : files.toList()) {
        Files.copy(file, inbox.resolve(file.getFileName()));
      }
    }
    return directory.resolve(name);
  }

  /** Does what people and bank do, until the day is closed. Every call is a new process. */
  private static void settle(SettlementHouse house) {
    for (int i = 0; i < 10; i++) {
      Settlement settlement = house.settlement();
      RunResult result = settlement.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
      if (result instanceof RunResult.Closed) {
        return;
      }
      if (result instanceof RunResult.Waiting waiting && waiting.step() == Step.APPROVE) {
        settlement.approve(FRIDAY, "li", "wang");
      } else if (result instanceof RunResult.Waiting waiting && waiting.step() == Step.CONFIRM) {
        house.bankAnswers(FRIDAY, id -> id.hashCode() % 5 == 0 ? "AC04" : "");
      } else {
        throw new AssertionError(result.line());
      }
    }
    throw new AssertionError("never closed");
  }

  @Test
  void whileOneWorkerWorksAnotherTouchesNothing() {
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.withMerchants(2).withTransactions(FRIDAY, 100);
      try (WorkerLock _ = house.store().tryLock().orElseThrow()) {
        assertThat(house.settlement().run(FRIDAY, RunOptions.ALL, SettlementListener.NONE))
            .isEqualTo(new RunResult.Busy(FRIDAY));
        assertThat(house.settlement().openDate()).isEqualTo(FRIDAY);
      }
      assertThat(house.settlement().run(FRIDAY, RunOptions.ALL, SettlementListener.NONE))
          .isInstanceOf(RunResult.Waiting.class);
    }
  }

  @Test
  void payoutFilesWrittenAgainAreTheSameBytes() throws IOException {
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.withMerchants(9).withTransactions(FRIDAY, 900);
      house.schemeFile(FRIDAY, "true");
      settle(house);
      Path again = directory.resolve("again");
      house.now = house.now.plusSeconds(86_400);
      house.settlement().writePayoutFilesAgain(FRIDAY, again);
      try (Stream<Path> files = Files.list(again)) {
        List<Path> written = files.toList();
        assertThat(written).hasSize(4);
        for (Path file : written) {
          assertThat(file)
              .hasSameBinaryContentAs(
                  house
                      .config()
                      .out()
                      .resolve(FRIDAY.toString())
                      .resolve(file.getFileName().toString()));
        }
      }
    }
  }
}
