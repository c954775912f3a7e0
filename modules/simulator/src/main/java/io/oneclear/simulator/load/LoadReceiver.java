package io.oneclear.simulator.load;

import io.oneclear.simulator.DemoTerminal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Takes answers on the event loops: finds the purchase, checks the MAC of an approval, meters. */
final class LoadReceiver implements LoadConnection.AnswerSink {

  private final Map<String, LoadTerminal> terminals = new HashMap<>();
  private final InFlight inFlight;
  private final boolean checksMacs;
  private final LongAdder unexpected = new LongAdder();
  private volatile Pacer pacer;

  LoadReceiver(
      List<DemoTerminal> known, List<LoadTerminal> ready, InFlight inFlight, boolean checksMacs) {
    this.inFlight = inFlight;
    this.checksMacs = checksMacs;
    for (LoadTerminal terminal : ready) {
      terminals.put(known.get(terminal.index()).id().code(), terminal);
    }
  }

  void measureWith(Pacer newPacer) {
    this.pacer = newPacer;
  }

  /** Frames that belong to no purchase under way: unreadable, too late, or second answers. */
  long unexpected() {
    return unexpected.sum();
  }

  @Override
  public void came(byte[] frame, long nanos) {
    AnswerScan answer = AnswerScan.of(frame);
    LoadTerminal terminal = answer == null ? null : terminals.get(answer.terminal());
    Long intended = terminal == null ? null : inFlight.take(terminal.index(), answer.trace());
    if (intended == null) {
      unexpected.increment();
      return;
    }
    LoadMeter meter = pacer.meterFor(intended);
    boolean approved = answer.code().equals("00");
    boolean believed =
        !approved
            || !checksMacs
            || (answer.hasMac() && terminal.keys().macMatches(answer.macData(), answer.mac()));
    if (!believed) {
      meter.wrongMacs.increment();
    }
    meter.answered(answer.code(), approved && believed, nanos - intended);
  }
}
