package io.oneclear.bench.sizing;

/**
 * What is needed.
 *
 * @param peak purchases a second
 * @param shards groups of switch nodes with a PostgreSQL of their own, split by merchant
 * @param latency our part of a purchase, pauses not counted
 */
public record Sizing(
    double peak,
    Shards shards,
    Nodes nodes,
    Database database,
    Storage storage,
    Latency latency,
    Night night) {

  /**
   * @param simulated purchases a second that one writer of the journal carries in the simulation
   * @param planned of those, after what pauses take and headroom
   */
  public record Shards(int count, int simulated, int planned, double peakEach) {}

  /**
   * Of each shard.
   *
   * @param working enough for the peak
   * @param installed one more, so that one may be lost
   * @param coresEach of a node, headroom included
   * @param cores of all nodes of all shards
   * @param connectionsEach while all work
   * @param connectionBytesEach heap and direct memory of them after one is lost
   * @param inFlightEach purchases under way at the peak after one is lost
   */
  public record Nodes(
      int working,
      int installed,
      int coresEach,
      int cores,
      long connectionsEach,
      long connectionBytesEach,
      int inFlightEach) {}

  /**
   * Of each shard's PostgreSQL; a standby needs the same.
   *
   * @param microsEach processor time of a purchase
   * @param commitsPerSecond of all writers at the peak
   * @param cores headroom included
   * @param hotIndexBytes pages that every purchase may touch: one of each terminal
   */
  public record Database(
      double microsEach, double commitsPerSecond, int cores, long hotIndexBytes) {}

  /**
   * Of all shards together.
   *
   * @param walBytesEach of a purchase, at the peak
   * @param walBytesPerSecond at the peak; as much goes to each standby
   * @param bytesADay of tables and indexes, journal and settlement
   * @param bytesKept after all the years
   * @param networkBytesPerSecond terminals and scheme, both directions, at the peak
   */
  public record Storage(
      double walBytesEach,
      double walBytesPerSecond,
      double bytesADay,
      double bytesKept,
      double networkBytesPerSecond) {}

  /** Milliseconds at the peak, without the scheme's own time. */
  public record Latency(double p50, double p99) {}

  /**
   * @param settlementSeconds of a shard's day, if all shards work side by side
   */
  public record Night(double settlementSeconds) {}
}
