package io.oneclear.proof.terminal;

import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Trace;
import io.oneclear.proof.world.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the terminals of a merchant share: the world around them, and what was sold. */
public final class Shop {

  private final Surroundings world;
  private final List<Slip> slips = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  /**
   * What terminals work with.
   *
   * @param patience how long they wait for an answer
   */
  public record Surroundings(
      Equipment equipment,
      SimulatedTime time,
      Weather weather,
      Chance chance,
      RandomGenerator random,
      Trace trace,
      Coverage coverage,
      TerminalLine line,
      String merchant,
      Duration patience) {}

  public Shop(Surroundings world) {
    this.world = world;
  }

  Surroundings world() {
    return world;
  }

  void add(Slip slip) {
    slips.add(slip);
  }

  /** Every transaction any of the terminals has begun. */
  public List<Slip> slips() {
    return List.copyOf(slips);
  }

  /** Purchases that can still be given back, as far as the terminals know. */
  List<Slip> open() {
    return slips.stream().filter(Slip::open).toList();
  }

  /** A terminal heard what it must not hear: {@code rule} says which money rule that breaks. */
  void complain(int rule, String text) {
    complaints.add(rule + " " + text);
  }

  /** Number of a money rule, a space, and what a terminal heard against it. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }
}
