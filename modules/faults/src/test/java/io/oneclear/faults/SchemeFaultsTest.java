package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.proxy.Act;
import io.oneclear.faults.proxy.Direction;
import io.oneclear.faults.proxy.Frame;
import io.oneclear.faults.proxy.FramePlan;
import io.oneclear.simulator.terminal.TerminalAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A scheme that is slow, silent, cut off, confused or lying. Whatever it does to one purchase: one
 * outcome wins, what the terminal is told stands in the journal, and what the scheme did for
 * nothing is reversed.
 */
@Tag("fault")
class SchemeFaultsTest {

  private static final String ANSWER = "0210";
  private static final Duration PAST_THE_TIME_OUT = Stand.UPSTREAM_TIMEOUT.plusMillis(700);

  /** Longer than the scheme simulator leaves its rules file alone after a look. */
  private static final Duration RULES_LOOK = Duration.ofMillis(300);

  @TempDir static Path directory;
  private static Stand stand;

  @BeforeAll
  static void start() throws InterruptedException {
    stand = Stand.start(directory, 4);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @AfterEach
  void allAgree() throws Exception {
    stand.toScheme.plan(FramePlan.PASS).heal();
    Files.deleteIfExists(rules());
    stand.awaitSelling(3);
    stand.assertThatAllAgree();
  }

  /** What becomes of the answer to a purchase → how the purchase ends. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lost                    | not approved
          late                    | not approved
          slow but in time        | approved
          a byte a packet         | approved
          twice                   | approved
          cut before it           | not approved
          cut in mid-frame        | not approved
          reset in mid-frame      | not approved
          cut behind it           | approved
          deaf from there on      | not approved
          MAC flipped on the way  | not approved
          amount changed on the way | not approved
          """)
  void answer(String what, String end) {
    long fen = stand.nextFen();
    Predicate<Frame> answer =
        frame ->
            frame.direction() == Direction.TO_CLIENT
                && frame.contains(ANSWER)
                && frame.contains(Stand.onTheWire(fen));
    AtomicReference<Act> met = new AtomicReference<>();
    stand.toScheme.plan(
        frame -> {
          if (answer.test(frame) && met.compareAndSet(null, act(what, frame))) {
            return met.get();
          }
          return Act.PASS;
        });

    TerminalAnswer told = stand.buy(0, fen);

    assertThat(met.get()).as("the fault was brought about").isNotNull();
    assertThat(told.approved()).as(told.codeOrOutcome()).isEqualTo(end.equals("approved"));
  }

  private static Act act(String what, Frame frame) {
    int length = frame.bytes().length;
    return switch (what) {
      case "lost" -> Act.DROP;
      case "late" -> new Act.Overtaken(PAST_THE_TIME_OUT);
      case "slow but in time" -> new Act.Delay(Stand.UPSTREAM_TIMEOUT.dividedBy(3));
      case "a byte a packet" -> new Act.Trickled(Duration.ZERO);
      case "twice" -> new Act.Repeated(2);
      case "cut before it" -> new Act.Broken(0, false);
      case "cut in mid-frame" -> new Act.Broken(length / 2, false);
      case "reset in mid-frame" -> new Act.Broken(length / 2, true);
      case "cut behind it" -> new Act.Broken(length, false);
      case "deaf from there on" -> new Act.HalfOpened();
      case "MAC flipped on the way" -> new Act.Replaced(flipped(frame, length - 1));
      case "amount changed on the way" -> new Act.Replaced(flipped(frame, amountAt(frame)));
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static int amountAt(Frame frame) {
    // 0210, bitmap of 16 bytes at most, card number, processing code, and then the amount.
    return frame.indexOf("000000", frame.indexOf(ANSWER)) + 6 + 11;
  }

  private static byte[] flipped(Frame frame, int at) {
    byte[] bytes = frame.bytes().clone();
    bytes[at] ^= 1;
    return bytes;
  }

  /** What the scheme itself does wrong, by its rules file. */
  @ParameterizedTest
  @CsvSource({"wrong-amount", "wrong-mac", "silent", "late", "twice", "cut", "drop"})
  void schemeItself(String action) throws Exception {
    long fen = stand.nextFen();
    String suffix = Long.toString(fen);
    rule("0200,*,*," + suffix + ",*,*," + action);

    TerminalAnswer told = stand.buy(1, fen);

    assertThat(told.approved()).as(told.codeOrOutcome()).isEqualTo(action.equals("twice"));
    if (action.startsWith("wrong-")) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(stand.server().said()).containsPattern("WARN.*link=unionpay"));
    }
  }

  @Test
  void answersThatSwapPlacesFindTheirOwnRequests() throws Exception {
    List<Long> amounts = List.of(stand.nextFen(), stand.nextFen(), stand.nextFen());
    stand.toScheme.plan(
        FramePlan.once(
            frame -> frame.contains(ANSWER) && frame.contains(Stand.onTheWire(amounts.getFirst())),
            new Act.Overtaken(Stand.UPSTREAM_TIMEOUT.dividedBy(3))));
    List<CompletableFuture<TerminalAnswer>> told = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      int terminal = i;
      told.add(CompletableFuture.supplyAsync(() -> stand.buy(terminal, amounts.get(terminal))));
    }
    for (CompletableFuture<TerminalAnswer> one : told) {
      assertThat(one.join().approved()).isTrue();
    }
  }

  @Test
  void theAnswerOfAnotherIsNotTakenForOnesOwn() {
    AtomicReference<byte[]> others = new AtomicReference<>();
    long first = stand.nextFen();
    stand.toScheme.plan(
        frame -> {
          if (frame.contains(ANSWER) && frame.contains(Stand.onTheWire(first))) {
            others.set(frame.bytes());
          }
          return Act.PASS;
        });
    assertThat(stand.buy(0, first).approved()).isTrue();
    assertThat(others.get()).isNotNull();

    long second = stand.nextFen();
    stand.toScheme.plan(
        FramePlan.once(
            frame -> frame.contains(ANSWER) && frame.contains(Stand.onTheWire(second)),
            new Act.Replaced(others.get())));
    assertThat(stand.buy(1, second).approved()).isFalse();
  }

  @Test
  void aHalfOpenLinkIsNoticedByItsEchoAndMadeAnew() {
    int before = stand.toScheme.connections();
    stand.toScheme.halfOpen(Direction.TO_CLIENT);
    assertThat(stand.buy(0).approved()).isFalse();
    await().atMost(Duration.ofSeconds(60)).until(() -> stand.toScheme.connections() > before);
    stand.toScheme.heal();
  }

  @Test
  void requestsIntoABlackHoleEndInReversals() {
    stand.toScheme.blackHole();
    for (int i = 0; i < 3; i++) {
      assertThat(stand.buy(i).approved()).isFalse();
    }
    stand.toScheme.heal();
  }

  @Test
  void aBadNetworkBeforeTheSchemeCostsSalesAndNoMoney() throws Exception {
    stand.toScheme.plan(FramePlan.mixed(6, 150, FramePlan.unpleasant()));
    stand.fleet.beginSelling(120, 6);
    stand.fleet.awaitSold(Duration.ofMinutes(5));
  }

  private static Path rules() {
    return stand.data.resolve("demo/rules.csv");
  }

  private static void rule(String line) throws Exception {
    Path fresh = stand.data.resolve("demo/rules.new");
    Files.writeString(fresh, line + "\n");
    Files.move(fresh, rules(), StandardCopyOption.ATOMIC_MOVE);
    // The scheme has looked at the file for the message before and does so again only after a
    // while.
    Thread.sleep(RULES_LOOK);
  }
}
