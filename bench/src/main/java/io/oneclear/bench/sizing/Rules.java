package io.oneclear.bench.sizing;

import java.time.Duration;

/**
 * How it is to be run.
 *
 * @param headroom share of what it could do that is planned with
 * @param mostP99Millis of our own part of a purchase, pauses not counted
 * @param years that transactions stay in the database
 * @param connectionsPerNode most terminals on one node: {@code terminals.maxConnections}
 * @param database round trip to it, and what a synchronous standby adds to a commit
 * @param scheme how long it takes to answer
 * @param checkpoint time between two of PostgreSQL
 * @param measuredKnee of the machine that was measured, purchases a second: what pauses leave
 */
public record Rules(
    double headroom,
    double mostP99Millis,
    int years,
    int connectionsPerNode,
    Database database,
    Duration scheme,
    Duration checkpoint,
    int measuredKnee) {

  /** Times that the database's place in the network adds. */
  public record Database(Duration roundTrip, Duration standby) {}

  public Rules {
    if (!(headroom > 0 && headroom <= 1)) {
      throw new IllegalArgumentException("headroom " + headroom + ": more than 0, at most 1");
    }
    if (years < 1 || connectionsPerNode < 1 || measuredKnee < 1 || !(mostP99Millis > 0)) {
      throw new IllegalArgumentException("years, connections, knee and p99 are more than 0");
    }
  }
}
