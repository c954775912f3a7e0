package io.oneclear.bench.sizing;

/**
 * What the parts of a purchase's way cost, in microseconds of a processor unless said otherwise.
 * All of it is fitted to measurements; {@code docs/73-sizing.md} says to which.
 *
 * @param loop the event loop: {@code each} is of a purchase, its messages, keys and timers
 * @param writer the journal's thread in the switch: {@code each} is of an operation
 * @param database the backend that the writer speaks to: {@code each} is of an operation
 * @param commitMicros time, not work: until a commit is on disk
 * @param schemeMicros the scheme simulator, a purchase
 * @param loadMicros the load generator, a purchase
 * @param hopsMicros time, not work: what all sockets and wake-ups of a purchase take together
 * @param contention how many times as long work takes while all other processors are busy, too
 * @param limits of the switch
 */
public record CostModel(
    Share loop,
    Share writer,
    Share database,
    double commitMicros,
    double schemeMicros,
    double loadMicros,
    double hopsMicros,
    double contention,
    Limits limits) {

  /** Work that has a part for every group of the journal and a part for each of what is in it. */
  public record Share(double perGroup, double each) {

    double of(int count) {
      return perGroup + each * count;
    }
  }

  /**
   * Limits of the switch that the simulation keeps.
   *
   * @param groupSize most operations in a group: {@code journal.groupSize}
   * @param mostInFlight purchases under way, beyond them it refuses: {@code switching.maxInFlight}
   */
  public record Limits(int groupSize, int mostInFlight) {}

  public CostModel {
    if (contention < 1) {
      throw new IllegalArgumentException("contention " + contention + ": work gets no cheaper");
    }
  }

  /** Fitted to the measurements of {@link Measurements}. */
  public static CostModel fitted() {
    return new CostModel(
        new Share(200, 15),
        new Share(110, 3),
        new Share(560, 13),
        300,
        10,
        9,
        450,
        1.4,
        new Limits(512, 3_000));
  }
}
