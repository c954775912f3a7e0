package io.oneclear.faults.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoNode;
import io.oneclear.app.demo.DemoOptions;
import io.oneclear.faults.Scraped;
import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.machine.FaultyModule.Trouble;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.TerminalAlgorithm;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The security module slow, dead and wrong, under a switch with real sockets and PostgreSQL: it
 * declines in time, skips no MAC and no PIN, and goes on when the module does.
 */
@Tag("fault")
class SecurityModuleTest {

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

  /** What a loaded machine adds. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path directory;

  private static final AtomicReference<FaultyModule> MODULE = new AtomicReference<>();
  private static DemoNode node;
  private static TerminalFleet fleet;

  @BeforeAll
  static void start() {
    DemoOptions options =
        DemoOptions.onFreePorts()
            .withUpstreamTimeout(UPSTREAM_TIMEOUT)
            .with("security.answerWithin", ANSWER_WITHIN.toMillis() + "ms")
            .with("database.logAhead", "0");
    node =
        DemoNode.start(
            Installation.find(),
            new DataDirectory(directory),
            options,
            module -> {
              MODULE.set(new FaultyModule(module));
              return MODULE.get();
            });
    fleet =
        TerminalFleet.open(
            directory, node.terminalsPort(), TerminalFleet.Crew.of(4, UPSTREAM_TIMEOUT));
    fleet.signOn();
  }

  @AfterAll
  static void stop() {
    fleet.close();
    node.close();
  }

  @AfterEach
  void whenTheModuleIsWellAgainEverythingIs() throws Exception {
    MODULE.get().has(Trouble.NONE);
    await().atMost(SOON).until(() -> metrics().value("oneclear_requests_inflight") == 0);
    await().atMost(SOON).until(() -> metrics().value("oneclear_terminals_inflight") == 0);
    await().atMost(SOON).until(() -> metrics().value("oneclear_link_connections") > 0);
    assertThat(buy(0).approved()).isTrue();
    ThreeLogs logs = ThreeLogs.of(directory, SOON);
    assertThat(logs.differences()).isEmpty();
    assertThat(logs.violations()).isEmpty();
  }

  private static Scraped metrics() {
    return Scraped.from(node.wiring().consoleUrl().orElseThrow());
  }

  private static TerminalAnswer buy(int terminal) {
    return fleet.terminal(terminal).purchase(fleet.cards().get(terminal), 12_300);
  }

  private static long askedOfTheScheme() {
    return metrics().count("oneclear_link_requests_total", "event=\"sent\"");
  }

  private static double alarms() {
    return metrics().value("oneclear_alarms_total{alarm=\"security_module\"}");
  }

  @Test
  void slowModuleMakesPurchasesSlowAndNothingElse() {
    MODULE.get().has(Trouble.SLOW);
    assertThat(buy(0).approved()).isTrue();
    assertThat(fleet.terminal(1).signOn().approved()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"DEAD", "REFUSES", "THROWS", "EMPTY"})
  void withoutTheModuleEveryRequestIsDeclinedInTimeAndNothingIsForwarded(Trouble trouble) {
    long sent = askedOfTheScheme();
    double alarmed = alarms();
    MODULE.get().has(trouble);
    TerminalAnswer purchase = buy(0);
    assertThat(purchase.codeOrOutcome()).isEqualTo("96");
    assertThat(purchase.took()).isLessThan(ANSWER_WITHIN.plus(SLACK));
    TerminalAnswer signOn = fleet.terminal(1).signOn();
    assertThat(signOn.codeOrOutcome()).isEqualTo("96");
    assertThat(signOn.took()).isLessThan(ANSWER_WITHIN.plus(SLACK));
    assertThat(askedOfTheScheme()).isEqualTo(sent);
    assertThat(alarms()).isGreaterThanOrEqualTo(alarmed + 2);
    assertThat(metrics().value("oneclear_alarms_total{alarm=\"internal_error\"}")).isZero();
  }

  @Test
  void thousandsOfRequestsToADeadModuleTakeNoPlaceForEver() throws Exception {
    MODULE.get().has(Trouble.DEAD);
    TerminalSimulator terminal = fleet.terminal(2);
    for (int i = 0; i < 1_000; i++) {
      var _ = terminal.sendLater(terminal.messages().signOn(terminal.batch(), terminal.newTrace()));
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                metrics()
                        .count(
                            "oneclear_transactions_seconds_count", "code=\"96\"", "kind=\"SignOn\"")
                    >= 1_000);
    assertThat(metrics().value("oneclear_requests_inflight")).isZero();
  }

  @Test
  void approvalThatGetsNoMacIsNotSentBareAndItsReversalUndoesIt() {
    TerminalSimulator terminal = fleet.twin(3, ANSWER_WITHIN.plus(SLACK), false);
    assertThat(terminal.signOn().approved()).isTrue();
    MODULE.get().has(Trouble.NO_TERMINAL_MACS);
    TerminalAnswer answer = terminal.purchase(fleet.cards().get(3), 45_600);
    assertThat(answer.outcome()).isEqualTo(Outcome.NO_ANSWER);
    assertThat(metrics().count("oneclear_requests_dropped_total", "no MAC for an approval"))
        .isEqualTo(1);
    MODULE.get().has(Trouble.NONE);
    assertThat(terminal.sendPendingReversal().approved()).isTrue();
    assertThat(fleet.terminal(3).signOn().approved()).isTrue();
  }

  @Test
  void shorterKeysThanTheTerminalsOwnAreNeverHandedOut() {
    TerminalSimulator terminal = withDoubleLengthKeys();
    MODULE.get().has(Trouble.WEAK_KEYS);
    TerminalAnswer answer =
        terminal.send(terminal.messages().signOn(terminal.batch(), terminal.newTrace()));
    assertThat(answer.codeOrOutcome()).isEqualTo("96");
    assertThat(answer.message().has(62)).isFalse();
  }

  private static TerminalSimulator withDoubleLengthKeys() {
    return IntStream.range(0, fleet.size())
        .mapToObj(fleet::terminal)
        .filter(each -> each.terminal().algorithm() == TerminalAlgorithm.TRIPLE_DES)
        .findFirst()
        .orElseThrow();
  }
}
