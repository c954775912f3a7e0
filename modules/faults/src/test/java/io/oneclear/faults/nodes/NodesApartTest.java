package io.oneclear.faults.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.faults.terminals.TerminalFleet.Crew;
import io.oneclear.simulator.day.Shift;
import io.oneclear.simulator.terminal.TerminalAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two nodes is cut off from the database, or alone is told of a new key. */
@Tag("fault")
class NodesApartTest {

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration SETTLED = Duration.ofMinutes(4);
  private static final int ACTS = 40;

  @TempDir Path directory;

  @Test
  void aNodeCutOffFromTheDatabaseDeclinesWhileTheOtherSellsAndBeginsANewLife() throws Exception {
    try (NodePair nodes = NodePair.startApart(directory, UPSTREAM_TIMEOUT);
        TerminalFleet here = fleet(nodes, nodes.firstPort, 0);
        TerminalFleet there = fleet(nodes, nodes.secondPort, 4)) {
      Shift goingOn = sell(here, there);
      nodes.toDatabase().partition();
      awaitTakenOver(nodes);
      TerminalAnswer told = there.twin(0, false).purchase(there.cards().get(5), 12_300);
      assertThat(told.codeOrOutcome()).isEqualTo("96");
      assertThat(told.took()).isLessThan(LONGEST_ANSWER);
      int before = goingOn.acts();
      await().atMost(SOON).until(() -> goingOn.acts() > before + ACTS);
      nodes.toDatabase().heal();
      await().atMost(SOON).until(() -> nodes.second().said().contains("serves again"));
      assertThat(nodes.second().alive()).isTrue();
      assertThat(nodes.first.said()).doesNotContain("was taken over by another node");
      awaitSelling(there);
      here.endSelling(SETTLED);
      there.endSelling(SETTLED);
      allAgree(nodes);
    }
  }

  /** Somebody starts the node anew, elsewhere, while the old one cannot be reached. */
  @Test
  void aNodeThatWasReplacedWhileItWasCutOffEndsWithExitCode3() throws Exception {
    try (NodePair nodes = NodePair.startApart(directory, UPSTREAM_TIMEOUT);
        TerminalFleet here = fleet(nodes, nodes.firstPort, 0);
        TerminalFleet there = fleet(nodes, nodes.secondPort, 4)) {
      Shift goingOn = sell(here, there);
      ChildProcess old = nodes.second();
      nodes.toDatabase().partition();
      awaitTakenOver(nodes);
      try (ChildProcess successor = nodes.replacementOfSecond().start()) {
        successor.awaitReady(NodePair.START);
        nodes.toDatabase().heal();
        assertThat(old.awaitEnd(SOON)).isEqualTo(3);
        int before = goingOn.acts();
        await().atMost(SOON).until(() -> goingOn.acts() > before + ACTS);
        assertThat(successor.alive()).isTrue();
        // The successor gives up the number in order; the terminals find their node again.
        assertThat(successor.stop(SOON)).isEqualTo(143);
      }
      nodes.startSecond();
      awaitSelling(there);
      here.endSelling(SETTLED);
      there.endSelling(SETTLED);
      allAgree(nodes);
    }
  }

  @Test
  void aKeyThatTheSchemeSendsToOneNodeIsTheOthersTooAndNoSaleFailsForIt() throws Exception {
    try (NodePair nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
        TerminalFleet here = fleet(nodes, nodes.firstPort, 0);
        TerminalFleet there = fleet(nodes, nodes.secondPort, 4)) {
      here.signOn();
      there.signOn();
      for (int round = 0; round < 4; round++) {
        boolean pinKey = round % 2 == 0;
        String told = nodes.scheme.resetKey(pinKey).get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(told).isEqualTo("00");
        for (int sale = 0; sale < 4; sale++) {
          buys(here, sale);
          buys(there, sale);
        }
      }
      allAgree(nodes);
    }
  }

  /** With a PIN: under both keys that were sent. Under an older one the scheme would refuse it. */
  private static void buys(TerminalFleet fleet, int terminal) {
    TerminalAnswer told =
        fleet.terminal(terminal).purchase(fleet.cards().get(5 + terminal), 10_000);
    assertThat(told.approved()).as(told.codeOrOutcome()).isTrue();
  }

  private static TerminalFleet fleet(NodePair nodes, int port, int firstTerminal) {
    Crew crew = Crew.of(4, UPSTREAM_TIMEOUT).from(firstTerminal).patience(LONGEST_ANSWER);
    return TerminalFleet.open(nodes.data, port, crew.log("terminals-log-" + port + ".csv"));
  }

  /** Both fleets sell; returns the first one's shift when there is something to lose. */
  private static Shift sell(TerminalFleet here, TerminalFleet there) {
    here.signOn();
    there.signOn();
    Shift first = here.beginSelling(21);
    Shift second = there.beginSelling(22);
    await().atMost(SOON).until(() -> first.acts() > ACTS && second.acts() > ACTS);
    return first;
  }

  private static void awaitTakenOver(NodePair nodes) {
    await().atMost(SOON).until(() -> nodes.first.said().contains("node=2 taken over undecided="));
  }

  private static void awaitSelling(TerminalFleet fleet) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> fleet.twin(1, true).purchase(fleet.cards().get(6), 10_000).approved());
  }

  private static void allAgree(NodePair nodes) throws InterruptedException {
    ThreeLogs logs = ThreeLogs.of(nodes.data, SETTLED);
    assertThat(logs.differences()).as("terminals, journal and scheme").isEmpty();
    assertThat(logs.violations()).as("money rules broken").isEmpty();
    assertThat(logs.agree()).as("something was compared").isTrue();
  }
}
