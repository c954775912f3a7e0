package io.oneclear.faults.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.faults.terminals.TerminalFleet.Crew;
import io.oneclear.simulator.day.Shift;
import java.time.Duration;

/** Terminals of a pair of nodes: some at the first, {@code here}, some at the second. */
record TwoFleets(NodePair nodes, TerminalFleet here, TerminalFleet there) implements AutoCloseable {

  static final Duration SOON = Duration.ofMinutes(2);

  private static final Duration SETTLED = Duration.ofMinutes(4);
  private static final int ACTS = 60;

  /**
   * @param crew of each node; the second has the terminals after the first one's
   */
  static TwoFleets at(NodePair nodes, Crew crew) {
    return new TwoFleets(
        nodes,
        fleet(nodes, nodes.firstPort, crew),
        fleet(nodes, nodes.secondPort, crew.from(crew.count())));
  }

  private static TerminalFleet fleet(NodePair nodes, int port, Crew crew) {
    return TerminalFleet.open(nodes.data, port, crew.log("terminals-log-" + port + ".csv"));
  }

  void signOn() {
    here.signOn();
    there.signOn();
  }

  /** Both sell; returns the first node's shift when there is something to lose. */
  Shift sell() {
    signOn();
    Shift first = here.beginSelling(11);
    Shift second = there.beginSelling(12);
    await().atMost(SOON).until(() -> first.acts() > ACTS && second.acts() > ACTS);
    return first;
  }

  /** Waits until that shift has sold as much again. */
  static void awaitMore(Shift shift) {
    int before = shift.acts();
    await().atMost(SOON).until(() -> shift.acts() > before + ACTS);
  }

  void awaitTakenOver() {
    await().atMost(SOON).until(() -> nodes.first.said().contains("node=2 taken over undecided="));
  }

  void endSelling() throws InterruptedException {
    here.endSelling(SETTLED);
    there.endSelling(SETTLED);
  }

  void logsAgree() throws InterruptedException {
    ThreeLogs logs = ThreeLogs.of(nodes.data, SETTLED);
    assertThat(logs.differences()).as("terminals, journal and scheme").isEmpty();
    assertThat(logs.violations()).as("money rules broken").isEmpty();
    assertThat(logs.agree()).as("something was compared").isTrue();
  }

  @Override
  public void close() {
    here.close();
    there.close();
  }
}
