package io.oneclear.proof.terminal;

import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Weather;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The way between terminals and the switch: loses, doubles and delays. */
public final class TerminalLine {

  private final SimulatedTime time;
  private final Weather weather;
  private final Chance chance;
  private final BiConsumer<byte[], Consumer<byte[]>> door;

  /**
   * @param door where frames arrive at the switch, with the way back of their answers
   */
  public TerminalLine(
      SimulatedTime time,
      Weather weather,
      Chance chance,
      BiConsumer<byte[], Consumer<byte[]>> door) {
    this.time = time;
    this.weather = weather;
    this.chance = chance;
    this.door = door;
  }

  /**
   * @param what the kind of message, for the record of faults
   * @return true if it was sent more than once
   */
  boolean send(String what, byte[] frame, Consumer<byte[]> heard) {
    if (weather.strikes(Fault.REQUEST_LOST, what)) {
      return false;
    }
    arrive(delay(Fault.REQUEST_DELAYED, what), what, frame, heard);
    boolean repeatable = !what.equals("SIGN_ON");
    if (repeatable && weather.strikes(Fault.REQUEST_DOUBLED, what)) {
      arrive(chance.between(0, 40_000), what, frame, heard);
      return true;
    }
    return false;
  }

  private void arrive(int delay, String what, byte[] frame, Consumer<byte[]> heard) {
    time.afterMillis(delay, () -> door.accept(frame, answer -> back(what, answer, heard)));
  }

  private void back(String what, byte[] answer, Consumer<byte[]> heard) {
    if (!weather.strikes(Fault.ANSWER_LOST, what)) {
      time.afterMillis(delay(Fault.ANSWER_DELAYED, what), () -> heard.accept(answer));
    }
  }

  private int delay(Fault fault, String what) {
    return weather.strikes(fault, what) ? chance.between(500, 90_000) : chance.between(1, 20);
  }
}
