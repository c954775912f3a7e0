package io.oneclear.faults.attack;

import io.oneclear.faults.proxy.Act;
import io.oneclear.faults.proxy.ChaosProxy;
import io.oneclear.faults.proxy.Direction;
import io.oneclear.faults.proxy.Framing;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.terminal.Sale;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Every kind of message that a real terminal sent, as it was on the wire, length and all. The
 * terminal does nothing else afterwards: what is made of its messages can hurt no other.
 */
record Overheard(List<byte[]> frames) {

  /**
   * Lets a terminal of the demo do everything it can.
   *
   * @param index of the terminal, which nobody else may use
   */
  static Overheard from(Path data, int serverPort, int index, Duration upstreamTimeout) {
    List<byte[]> frames = new CopyOnWriteArrayList<>();
    try (ChaosProxy line = ChaosProxy.to(serverPort, Framing.BINARY_2);
        TerminalFleet fleet =
            TerminalFleet.open(
                data,
                line.port(),
                TerminalFleet.Crew.of(1, upstreamTimeout)
                    .from(index)
                    .log("terminals-log-overheard.csv"))) {
      line.plan(
          frame -> {
            if (frame.direction() == Direction.TO_SERVER) {
              frames.add(frame.bytes().clone());
            }
            return Act.PASS;
          });
      fleet.signOn();
      TerminalSimulator terminal = fleet.terminal(0);
      DemoCard card = fleet.cards().getFirst();
      terminal.echo();
      terminal.balance(card);
      Sale first = terminal.sale(card, 1_100, terminal.purchase(card, 1_100));
      terminal.voidSale(first);
      Sale second = terminal.sale(card, 2_100, terminal.purchase(card, 2_100));
      terminal.refund(second, 100);
      terminal.settleWithUpload();
      terminal.signOff();
    }
    return new Overheard(List.copyOf(frames));
  }
}
