package io.oneclear.faults.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.faults.terminals.TerminalFleet.Crew;
import io.oneclear.simulator.day.Shift;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes sell; one of them dies or freezes. */
@Tag("fault")
class TwoNodesUnderLoadTest {

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration SETTLED = Duration.ofMinutes(4);
  private static final int ACTS = 60;

  @TempDir Path directory;

  @Test
  void whatAKilledNodeLeftIsUndoneByTheOtherWhichGoesOnSelling() throws Exception {
    try (NodePair nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
        TerminalFleet here = fleet(nodes, nodes.firstPort, 0);
        TerminalFleet there = fleet(nodes, nodes.secondPort, 4)) {
      Shift goingOn = sell(here, there);
      nodes.second().kill();
      long killed = System.nanoTime();
      awaitTakenOver(nodes);
      Duration took = Duration.ofNanos(System.nanoTime() - killed);
      int before = goingOn.acts();
      await().atMost(SOON).until(() -> goingOn.acts() > before + ACTS);
      nodes.startSecond();
      allAgree(nodes, here, there);
      assertThat(took).isLessThan(NodePair.LEASE.multipliedBy(5));
    }
  }

  @Test
  void aNodeFrozenForLongerThanItsLeaseDoublesNothingAndServesAgain() throws Exception {
    try (NodePair nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
        TerminalFleet here = fleet(nodes, nodes.firstPort, 0);
        TerminalFleet there = fleet(nodes, nodes.secondPort, 4)) {
      Shift goingOn = sell(here, there);
      nodes.second().freeze();
      awaitTakenOver(nodes);
      int before = goingOn.acts();
      await().atMost(SOON).until(() -> goingOn.acts() > before + ACTS);
      nodes.second().thaw();
      await().atMost(SOON).until(() -> nodes.second().said().contains("serves again"));
      assertThat(nodes.second().alive()).isTrue();
      allAgree(nodes, here, there);
      assertThat(nodes.first.said()).doesNotContain("was taken over by another node");
    }
  }

  private static TerminalFleet fleet(NodePair nodes, int port, int firstTerminal) {
    Crew crew = Crew.of(4, UPSTREAM_TIMEOUT).from(firstTerminal);
    return TerminalFleet.open(nodes.data, port, crew.log("terminals-log-" + port + ".csv"));
  }

  /** Both fleets sell; returns the first one's shift when there is something to lose. */
  private static Shift sell(TerminalFleet here, TerminalFleet there) {
    here.signOn();
    there.signOn();
    Shift first = here.beginSelling(11);
    Shift second = there.beginSelling(12);
    await().atMost(SOON).until(() -> first.acts() > ACTS && second.acts() > ACTS);
    return first;
  }

  private static void awaitTakenOver(NodePair nodes) {
    await().atMost(SOON).until(() -> nodes.first.said().contains("node=2 taken over undecided="));
  }

  private static void allAgree(NodePair nodes, TerminalFleet here, TerminalFleet there)
      throws InterruptedException {
    here.endSelling(SETTLED);
    there.endSelling(SETTLED);
    ThreeLogs logs = ThreeLogs.of(nodes.data, SETTLED);
    assertThat(logs.differences()).as("terminals, journal and scheme").isEmpty();
    assertThat(logs.violations()).as("money rules broken").isEmpty();
    assertThat(logs.agree()).as("something was compared").isTrue();
  }
}
