package io.oneclear.faults.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
  private static final Crew CREW = Crew.of(4, UPSTREAM_TIMEOUT).patience(LONGEST_ANSWER);

  @TempDir Path directory;

  @Test
  void aNodeCutOffFromTheDatabaseDeclinesWhileTheOtherSellsAndBeginsANewLife() throws Exception {
    try (NodePair nodes = NodePair.startApart(directory, UPSTREAM_TIMEOUT);
        TwoFleets fleets = TwoFleets.at(nodes, CREW)) {
      Shift goingOn = fleets.sell();
      nodes.toDatabase().partition();
      fleets.awaitTakenOver();
      TerminalFleet there = fleets.there();
      TerminalAnswer told = there.twin(0, false).purchase(there.cards().get(5), 12_300);
      assertThat(told.codeOrOutcome()).isEqualTo("96");
      assertThat(told.took()).isLessThan(LONGEST_ANSWER);
      TwoFleets.awaitMore(goingOn);
      nodes.toDatabase().heal();
      await().atMost(TwoFleets.SOON).until(() -> nodes.second().said().contains("serves again"));
      assertThat(nodes.second().alive()).isTrue();
      assertThat(nodes.first.said()).doesNotContain("was taken over by another node");
      awaitSelling(fleets.there());
      fleets.endSelling();
      fleets.logsAgree();
    }
  }

  /** Somebody starts the node anew, elsewhere, while the old one cannot be reached. */
  @Test
  void aNodeThatWasReplacedWhileItWasCutOffEndsWithExitCode3() throws Exception {
    try (NodePair nodes = NodePair.startApart(directory, UPSTREAM_TIMEOUT);
        TwoFleets fleets = TwoFleets.at(nodes, CREW)) {
      Shift goingOn = fleets.sell();
      ChildProcess old = nodes.second();
      nodes.toDatabase().partition();
      fleets.awaitTakenOver();
      try (ChildProcess successor = nodes.replacementOfSecond().start()) {
        successor.awaitReady(NodePair.START);
        nodes.toDatabase().heal();
        assertThat(old.awaitEnd(TwoFleets.SOON)).isEqualTo(3);
        TwoFleets.awaitMore(goingOn);
        assertThat(successor.alive()).isTrue();
        // The successor gives up the number in order; the terminals find their node again.
        assertThat(successor.stop(TwoFleets.SOON)).isEqualTo(143);
      }
      nodes.startSecond();
      awaitSelling(fleets.there());
      fleets.endSelling();
      fleets.logsAgree();
    }
  }

  @Test
  void aKeyThatTheSchemeSendsToOneNodeIsTheOthersTooAndNoSaleFailsForIt() throws Exception {
    try (NodePair nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
        TwoFleets fleets = TwoFleets.at(nodes, CREW)) {
      fleets.signOn();
      for (int round = 0; round < 4; round++) {
        boolean pinKey = round % 2 == 0;
        String told =
            nodes.scheme.resetKey(pinKey).get(TwoFleets.SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(told).isEqualTo("00");
        for (int sale = 0; sale < 4; sale++) {
          buys(fleets.here(), sale);
          buys(fleets.there(), sale);
        }
      }
      fleets.logsAgree();
    }
  }

  /** With a PIN: under both keys that were sent. Under an older one the scheme would refuse it. */
  private static void buys(TerminalFleet fleet, int terminal) {
    TerminalAnswer told =
        fleet.terminal(terminal).purchase(fleet.cards().get(5 + terminal), 10_000);
    assertThat(told.approved()).as(told.codeOrOutcome()).isTrue();
  }

  private static void awaitSelling(TerminalFleet fleet) {
    await()
        .atMost(TwoFleets.SOON)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> fleet.twin(1, true).purchase(fleet.cards().get(6), 10_000).approved());
  }
}
