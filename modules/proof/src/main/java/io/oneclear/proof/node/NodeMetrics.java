package io.oneclear.proof.node;

import io.oneclear.message.ResponseCode;
import io.oneclear.proof.rule.Findings;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Coverage.Section;
import io.oneclear.proof.world.Trace;
import io.oneclear.switching.SwitchMetrics;
import java.time.Duration;

/** What the switch says of itself. An exception nobody expected is a finding. */
final class NodeMetrics implements SwitchMetrics {

  private final Coverage coverage;
  private final Trace trace;
  private final Findings findings;

  NodeMetrics(World world, Findings findings) {
    this.coverage = world.coverage();
    this.trace = world.trace();
    this.findings = findings;
    for (Alarm alarm : Alarm.values()) {
      if (alarm != Alarm.INTERNAL_ERROR) {
        coverage.expect(Section.ALARMS, alarm.name());
      }
    }
  }

  @Override
  public void alarm(Alarm alarm) {
    coverage.reached(Section.ALARMS, alarm.name());
    trace.add("ALARM", alarm.name());
    if (alarm == Alarm.INTERNAL_ERROR) {
      findings.add(0, "the switch", "an exception nobody expected");
    }
  }

  @Override
  public void answered(String kind, String link, ResponseCode code, Duration took) {}

  @Override
  public void dropped(String kind, String reason) {
    trace.add("SWITCH", "says nothing to " + kind + ": " + reason);
  }

  @Override
  public long hopBegins() {
    return 0;
  }

  @Override
  public void hop(Hop hop, long begun) {}

  @Override
  public void inFlight(int requests) {}

  @Override
  public void joined() {}

  @Override
  public void replayed() {}

  @Override
  public void adviceAnswered(String link, ResponseCode code, boolean delivered) {}

  @Override
  public void adviceUnanswered(String link) {}

  @Override
  public void advicesUnderWay(int advices) {}
}
