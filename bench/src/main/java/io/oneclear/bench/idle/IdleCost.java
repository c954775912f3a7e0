package io.oneclear.bench.idle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/**
 * What one number of connections cost.
 *
 * @param before all of them have been there once and have gone
 * @param there signed on, a few of them at work
 * @param after they have gone again
 * @param offered purchases of the few meanwhile
 * @param approved of those
 */
public record IdleCost(
    int connections,
    Footprint before,
    Footprint there,
    Footprint after,
    long offered,
    long approved) {

  /** Most bytes of heap and direct memory that a connection may cost. */
  public static final int MOST_EACH = 8 * 1024;

  /** Most that one may leave behind. */
  public static final int MOST_LEFT_EACH = 128;

  /** Database connections and the like that may come and go meanwhile. */
  private static final int DESCRIPTORS = 32;

  /**
   * Bytes of heap and direct memory for each, beyond what there was without them: the less of
   * before and after, because a server that has just started still lets go of some.
   */
  @JsonProperty
  public long bytesEach() {
    return (there.bytes() - Math.min(before.bytes(), after.bytes())) / connections;
  }

  /** Bytes in memory for each; of the rest of the heap, too. */
  @JsonProperty
  public long residentEach() {
    return (there.resident() - before.resident()) / connections;
  }

  /** Bytes of heap and direct memory that each has left behind. */
  @JsonProperty
  public long bytesLeftEach() {
    return (after.bytes() - before.bytes()) / connections;
  }

  /** Descriptors that are open beyond those from before. */
  @JsonProperty
  public long descriptorsLeft() {
    return after.descriptors() - before.descriptors();
  }

  /** True if they are cheap, have left nothing, and the few at work were served. */
  @JsonProperty
  public boolean good() {
    return there.connections() >= connections
        && after.connections() == 0
        && bytesEach() <= MOST_EACH
        && bytesLeftEach() <= MOST_LEFT_EACH
        && descriptorsLeft() <= DESCRIPTORS
        && approved == offered;
  }

  /** For people, a line a figure. */
  public List<String> lines() {
    return List.of(
        line("before", before),
        line("there", there),
        line("after", after),
        String.format(
            Locale.ROOT,
            "%,d connections: %,d bytes of heap and direct memory each (at most %,d), %,d resident",
            connections,
            bytesEach(),
            MOST_EACH,
            residentEach()),
        String.format(
            Locale.ROOT,
            "%,d connections: %,d bytes left behind by each (at most %,d), %d descriptors (at most"
                + " %d)",
            connections,
            bytesLeftEach(),
            MOST_LEFT_EACH,
            descriptorsLeft(),
            DESCRIPTORS),
        String.format(
            Locale.ROOT,
            "%,d connections: %,d of %,d purchases of the few at work approved",
            connections,
            approved,
            offered));
  }

  private String line(String when, Footprint foot) {
    return String.format(
        Locale.ROOT,
        "%,d connections, %-6s %,7d open  heap %.1f  direct %.1f  resident %.1f MB  descriptors"
            + " %,d",
        connections,
        when,
        foot.connections(),
        megabytes(foot.heap()),
        megabytes(foot.direct()),
        megabytes(foot.resident()),
        foot.descriptors());
  }

  private static double megabytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
