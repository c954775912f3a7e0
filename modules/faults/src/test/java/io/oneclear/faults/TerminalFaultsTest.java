package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.RawTerminal;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import io.oneclear.simulator.terminal.TerminalRequest;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terminals that repeat themselves, send in the wrong order, die and come back, and those that
 * somebody else pretends to be.
 */
@Tag("fault")
class TerminalFaultsTest {

  private static final int COPIES = 50;

  @TempDir static Path directory;
  private static Stand stand;

  @BeforeAll
  static void start() throws InterruptedException {
    stand = Stand.start(directory, 6);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @AfterEach
  void allAgree() throws Exception {
    stand.assertThatAllAgree();
  }

  @Test
  void fiftyCopiesAtOnceOnOtherConnectionsAreOnePurchaseAlsoAfterARestart() throws Exception {
    TerminalRequest request = purchase(0);
    List<CompletableFuture<TerminalAnswer>> told = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      told.add(stand.fleet.twin(0, false).sendLater(request));
    }
    List<TerminalAnswer> answers = told.stream().map(CompletableFuture::join).toList();
    assertThat(answers).allMatch(TerminalAnswer::approved);
    assertThat(answers.stream().map(TerminalAnswer::rrn).distinct()).hasSize(1);
    assertThat(answers.stream().map(TerminalAnswer::authorizationCode).distinct()).hasSize(1);
    assertThat(timesAtTheScheme(answers.getFirst().rrn().code())).isEqualTo(1);

    stand.restart();
    TerminalAnswer after = stand.fleet.twin(0, false).send(request);
    assertThat(after.approved()).isTrue();
    assertThat(after.rrn()).isEqualTo(answers.getFirst().rrn());
    assertThat(timesAtTheScheme(after.rrn().code())).isEqualTo(1);
  }

  @Test
  void theSameTraceWithAnotherAmountIsRefused() {
    TerminalRequest request = purchase(1);
    assertThat(stand.fleet.terminal(1).transact(request).approved()).isTrue();
    TerminalSimulator twin = stand.fleet.twin(1, false);
    TerminalRequest forged =
        twin.messages()
            .purchase(
                twin.batch(),
                request.trace(),
                card(1),
                request.fen() + 100,
                CardEntry.MAGNETIC_WITH_PIN,
                null,
                twin.keys());
    assertThat(twin.send(forged).approved()).isFalse();
  }

  @Test
  void aReversalThatComesFirstIsRememberedAndItsPurchaseIsRefused() {
    TerminalRequest request = purchase(2);
    TerminalAnswer reversed = stand.fleet.terminal(2).reverse(request, "98");
    assertThat(reversed.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(stand.fleet.terminal(2).send(request).approved()).isFalse();
    assertThat(stand.fleet.terminal(2).reverse(request, "98").outcome())
        .isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void aTerminalThatDiesWithItsRequestUnderWayComesBackAndReversesIt() throws Exception {
    TerminalRequest request = purchase(3);
    TerminalSimulator terminal = stand.fleet.terminal(3);
    try (RawTerminal dying = stand.fleet.raw()) {
      dying.send(terminal.frame(request));
      dying.abort();
    }
    assertThat(terminal.reverse(request, "98").codeOrOutcome()).isIn("00", "25");
    assertThat(terminal.send(request).approved()).isFalse();
  }

  @Test
  void aReversalRepeatedFiftyTimesTakesTheMoneyBackOnce() {
    TerminalRequest request = purchase(4);
    TerminalAnswer sold = stand.fleet.terminal(4).transact(request);
    assertThat(sold.approved()).isTrue();
    List<CompletableFuture<TerminalAnswer>> told = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      TerminalSimulator twin = stand.fleet.twin(4, false);
      told.add(twin.sendLater(twin.messages().reversal(request, "06")));
    }
    assertThat(told.stream().map(CompletableFuture::join)).allMatch(TerminalAnswer::approved);
  }

  @Test
  void aFrameWithAWrongMacIsRefusedAndNeverReachesTheScheme() throws Exception {
    TerminalRequest request = purchase(0);
    byte[] frame = stand.fleet.terminal(0).frame(request);
    frame[frame.length - 1] ^= 1;
    long before = linesAtTheScheme();
    try (RawTerminal liar = stand.fleet.raw()) {
      liar.send(frame);
      byte[] answer = liar.next(Duration.ofSeconds(20));
      assertThat(answer).as("an answer").isNotNull();
    }
    assertThat(linesAtTheScheme()).isEqualTo(before);
    // The trace is still free: nothing was done under it.
    assertThat(stand.fleet.terminal(0).transact(request).approved()).isTrue();
  }

  @Test
  void workingKeysAreStaleAfterTheNextSignOn() {
    TerminalSimulator stale = stand.fleet.twin(5, false);
    assertThat(stand.fleet.terminal(5).signOn().approved()).isTrue();
    TerminalRequest request =
        stale
            .messages()
            .purchase(
                stale.batch(),
                stand.fleet.terminal(5).newTrace(),
                card(5),
                stand.nextFen(),
                CardEntry.MAGNETIC_WITH_PIN,
                null,
                stale.keys());
    assertThat(stale.send(request).approved()).isFalse();
    assertThat(stand.buy(5).approved()).isTrue();
  }

  @Test
  void keysChangeUnderLoadWithoutAWindowOfFailures() {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<List<String>> others =
        CompletableFuture.supplyAsync(
            () -> {
              List<String> codes = new ArrayList<>();
              while (!over.get()) {
                codes.add(stand.buy(4).codeOrOutcome());
              }
              return codes;
            });
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      codes.add(stand.fleet.terminal(5).signOn().codeOrOutcome());
      codes.add(stand.buy(5).codeOrOutcome());
    }
    over.set(true);
    assertThat(codes).containsOnly("00");
    assertThat(others.join()).containsOnly("00");
  }

  private static TerminalRequest purchase(int index) {
    TerminalSimulator terminal = stand.fleet.terminal(index);
    return terminal
        .messages()
        .purchase(
            terminal.batch(),
            terminal.newTrace(),
            card(index),
            stand.nextFen(),
            CardEntry.MAGNETIC_WITH_PIN,
            null,
            terminal.keys());
  }

  private static DemoCard card(int index) {
    return stand.fleet.cards().get(5 + index);
  }

  private static long timesAtTheScheme(String rrn) throws Exception {
    return Files.readAllLines(stand.data.resolve("demo/scheme.csv")).stream()
        .filter(line -> line.contains("," + rrn + ","))
        .count();
  }

  private static long linesAtTheScheme() throws Exception {
    return Files.readAllLines(stand.data.resolve("demo/scheme.csv")).size();
  }
}
