package io.oneclear.proof.terminal;

import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Weather;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The way between terminals and the switch: loses, doubles and delays. */
public final class TerminalLine {

  private final SimulatedTime time;
  private final Weather weather;
  private final Chance chance;
  private final Supplier<Door> connections;

  /** Where frames arrive at a node, with the way back of their answers. */
  public interface Door {
    void receive(byte[] frame, Consumer<byte[]> back);
  }

  /**
   * @param connections gives a connection to one of the nodes
   */
  public TerminalLine(
      SimulatedTime time, Weather weather, Chance chance, Supplier<Door> connections) {
    this.time = time;
    this.weather = weather;
    this.chance = chance;
    this.connections = connections;
  }

  /**
   * @param what the kind of message, for the record of faults
   * @return true if it was sent more than once
   */
  boolean send(String what, byte[] frame, Consumer<byte[]> heard) {
    if (weather.strikes(Fault.REQUEST_LOST, what)) {
      return false;
    }
    arrive(connections.get(), delay(Fault.REQUEST_DELAYED, what), what, frame, heard);
    boolean repeatable = !what.equals("SIGN_ON");
    if (repeatable && weather.strikes(Fault.REQUEST_DOUBLED, what)) {
      // A copy takes another connection, and so perhaps another node; many come close behind.
      int behind = chance.oneIn(2) ? chance.between(0, 3_000) : chance.between(0, 40_000);
      arrive(connections.get(), behind, what, frame, heard);
      return true;
    }
    return false;
  }

  private void arrive(Door door, int delay, String what, byte[] frame, Consumer<byte[]> heard) {
    time.afterMillis(delay, () -> door.receive(frame, answer -> back(what, answer, heard)));
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
