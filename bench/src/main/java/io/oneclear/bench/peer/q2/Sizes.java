package io.oneclear.bench.peer.q2;

/**
 * How big the parts of the acquirer are.
 *
 * @param sessions transactions the TransactionManager runs at a time; beyond it, it pushes one back
 *     and pauses for a tenth of a second
 * @param databaseConnections in the pool
 * @param schemeConnections to the scheme, sharing a queue
 */
public record Sizes(int sessions, int databaseConnections, int schemeConnections) {

  /** The best of those that were tried on two cores; docs/71-baselines.md has the figures. */
  public static final Sizes MEASURED = new Sizes(10_000, 24, 2);

  public Sizes {
    check(sessions, 1, 100_000, "sessions");
    check(databaseConnections, 1, 50, "databaseConnections");
    check(schemeConnections, 1, 32, "schemeConnections");
  }

  private static void check(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + "; allowed: " + least + " to " + most);
    }
  }
}
