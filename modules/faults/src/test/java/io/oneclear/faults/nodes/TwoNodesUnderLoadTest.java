package io.oneclear.faults.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
  private static final Crew CREW = Crew.of(4, UPSTREAM_TIMEOUT);

  @TempDir Path directory;

  @Test
  void whatAKilledNodeLeftIsUndoneByTheOtherWhichGoesOnSelling() throws Exception {
    try (NodePair nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
        TwoFleets fleets = TwoFleets.at(nodes, CREW)) {
      Shift goingOn = fleets.sell();
      nodes.second().kill();
      long killed = System.nanoTime();
      fleets.awaitTakenOver();
      Duration took = Duration.ofNanos(System.nanoTime() - killed);
      TwoFleets.awaitMore(goingOn);
      nodes.startSecond();
      fleets.endSelling();
      fleets.logsAgree();
      assertThat(took).isLessThan(NodePair.LEASE.multipliedBy(5));
    }
  }

  @Test
  void aNodeFrozenForLongerThanItsLeaseDoublesNothingAndServesAgain() throws Exception {
    try (NodePair nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
        TwoFleets fleets = TwoFleets.at(nodes, CREW)) {
      Shift goingOn = fleets.sell();
      nodes.second().freeze();
      fleets.awaitTakenOver();
      TwoFleets.awaitMore(goingOn);
      nodes.second().thaw();
      await().atMost(TwoFleets.SOON).until(() -> nodes.second().said().contains("serves again"));
      assertThat(nodes.second().alive()).isTrue();
      fleets.endSelling();
      fleets.logsAgree();
      assertThat(nodes.first.said()).doesNotContain("was taken over by another node");
    }
  }
}
