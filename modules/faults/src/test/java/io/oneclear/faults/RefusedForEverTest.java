package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scheme that carries purchases out, does not answer them, and refuses the reversals of some for
 * ever. These are parked, everybody else's go through, and people decide about them from the
 * command line.
 */
@Tag("fault")
class RefusedForEverTest {

  private static final int ATTEMPTS = 6;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String PARKED_NOW = "oneclear_reversals_parked";

  @TempDir static Path directory;
  private static Stand stand;
  private static int commands;

  @BeforeAll
  static void start() throws InterruptedException {
    stand =
        Stand.start(directory, 4, launch -> launch.set("storeAndForward.maxAttempts", ATTEMPTS));
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void aReversalThatIsRefusedForEverIsParkedAndEverybodyElsesFlow() throws Exception {
    long mended = stand.nextFen();
    long givenUp = stand.nextFen();
    // Of the others' sales every tenth is silent too, and its reversal is taken.
    rules(
        "0200,*,*," + mended + ",*,*,silent",
        "0200,*,*," + givenUp + ",*,*,silent",
        "0420,*,*," + mended + ",*,*,96",
        "0420,*,*," + givenUp + ",*,*,96",
        "0200,*,*,3,*,*,silent");

    assertThat(stand.buy(0, mended).approved()).isFalse();
    assertThat(stand.buy(1, givenUp).approved()).isFalse();
    stand.fleet.beginSelling(120, 8);
    awaitParked(2);
    stand.fleet.awaitSold(Duration.ofMinutes(4));

    List<String> parked = list("parked");
    assertThat(parked)
        .hasSize(2)
        .allMatch(line -> line.contains(" " + ATTEMPTS + " attempts") && line.contains("96"));
    String first = about(parked, mended);
    String second = about(parked, givenUp);
    assertThat(list("delivered"))
        .as("what was stored behind them and delivered")
        .anyMatch(line -> number(line) > Long.parseLong(second));
    assertThat(reversalsOf(mended)).hasSize(ATTEMPTS).allMatch(line -> line.endsWith("96,none"));
    Scraped scraped = Scraped.from(stand.server().told("console"));
    assertThat(scraped.count("oneclear_alarms_total", "alarm=\"advice_parked\"")).isEqualTo(2);
    assertThat(stand.server().said()).contains("parked advice=" + first, "parked advice=" + second);
    // Nobody differs but about what is parked, and that has an owner.
    stand.assertThatAllAgree();
    assertThat(run("item", "list")).contains("PARKED_ADVICE " + first, "PARKED_ADVICE " + second);

    requeuedTooEarlyItIsParkedAgain(first, mended);
    rules();
    assertThat(run("advice", "requeue", first, "--reason", "the scheme mended it"))
        .contains(first + " requeued");
    assertThat(run("advice", "skip", second, "--reason", "refunded by letter"))
        .contains(second + " skipped");
    awaitParked(0);
    await().atMost(SOON).until(() -> !about(list("delivered"), mended).isEmpty());
    assertThat(reversalsOf(mended)).filteredOn(line -> line.endsWith("00,credit")).hasSize(1);
    assertThat(about(list("skipped"), givenUp)).isEqualTo(second);
    assertThat(reversalsOf(givenUp)).noneMatch(line -> line.endsWith("credit"));
    stand.awaitSelling(3);
    stand.assertThatAllAgree();
  }

  private static void requeuedTooEarlyItIsParkedAgain(String advice, long fen) throws Exception {
    assertThat(run("advice", "requeue", advice, "--reason", "the scheme says it mended it"))
        .contains(advice + " requeued");
    await().atMost(SOON).untilAsserted(() -> assertThat(reversalsOf(fen)).hasSize(2 * ATTEMPTS));
    awaitParked(2);
    assertThat(about(list("parked"), fen)).isEqualTo(advice);
    assertThat(run("item", "list")).contains("PARKED_ADVICE " + advice);
  }

  private static void awaitParked(int count) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Scraped.from(stand.server().told("console")).value(PARKED_NOW))
                    .isEqualTo(count));
  }

  /** The scheme's lines about reversals of this amount. */
  private static List<String> reversalsOf(long fen) throws Exception {
    try (Stream<String> lines = Files.lines(stand.data.resolve("demo/scheme.csv"))) {
      return lines.filter(line -> line.matches(".*,042[01],.*," + fen + ",.*")).toList();
    }
  }

  private static List<String> list(String state) throws Exception {
    return run("advice", "list", "--state", state)
        .lines()
        .filter(line -> line.matches("\\d+ [A-Z]+ .*"))
        .toList();
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  /** Number of the advice of this amount; empty if there is none. */
  private static String about(List<String> advices, long fen) {
    return advices.stream()
        .filter(line -> line.contains(" " + fen / 100 + ".00 yuan"))
        .map(line -> Long.toString(number(line)))
        .findFirst()
        .orElse("");
  }

  /** What a command of ours, a process of its own, prints. */
  private static String run(String... arguments) throws Exception {
    Launch command =
        Launch.command("command-" + ++commands, directory, arguments)
            .with("--data", stand.data.toString());
    assertThat(command.run(SOON)).as(() -> readLog(command)).isZero();
    return readLog(command);
  }

  private static String readLog(Launch command) {
    try {
      return Files.readString(command.log());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void rules(String... lines) throws Exception {
    Path fresh = stand.data.resolve("demo/rules.new");
    Files.write(fresh, List.of(lines));
    Files.move(
        fresh,
        stand.data.resolve("demo/rules.csv"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
