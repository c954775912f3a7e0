package io.oneclear.store.journal;

import java.time.Duration;

/**
 * Limits of the journal.
 *
 * @param node number of this node, unique among the nodes on one database
 * @param writers threads that commit, each with a connection of its own
 * @param queueCapacity operations waiting per writer; one more is refused
 * @param groupSize most operations in one unit of work
 * @param decideWithin an operation that could not be made durable in this time fails
 * @param leaseFor how long a stored advice stays with this node until it is reported on
 * @param heartbeat how often this node shows that it lives, and looks whether the others do
 * @param lifeLease a node that has not shown it for so long is taken over; at least three
 *     heartbeats
 */
public record JournalConfig(
    int node,
    int writers,
    int queueCapacity,
    int groupSize,
    Duration decideWithin,
    Duration leaseFor,
    Duration heartbeat,
    Duration lifeLease) {

  public JournalConfig {
    between("node", node, 0, 1_023);
    between("writers", writers, 1, 16);
    between("queueCapacity", queueCapacity, 1, 1_000_000);
    between("groupSize", groupSize, 1, 10_000);
    positive("decideWithin", decideWithin);
    positive("leaseFor", leaseFor);
    positive("heartbeat", heartbeat);
    if (lifeLease.compareTo(heartbeat.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "journal.lifeLease is %s: it must be at least three times journal.heartbeat, %s"
              .formatted(lifeLease, heartbeat));
    }
  }

  /** The usual limits for a node. */
  public static JournalConfig forNode(int node) {
    return new JournalConfig(
        node,
        2,
        8_192,
        512,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(15));
  }

  private static void between(String name, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "journal.%s is %d: it must be %d to %d".formatted(name, value, lowest, highest));
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "journal.%s is %s: it must be longer than zero".formatted(name, value));
    }
  }
}
