package io.oneclear.bench.sizing;

import java.time.Duration;

/**
 * On what it runs.
 *
 * @param switchCores processors of the machine the switch is on
 * @param databaseCores processors of the database's machine; 0 if it shares the switch's
 * @param simulators true if scheme simulator and load generator share the switch's machine, too, as
 *     in the benchmark
 * @param databaseRoundTrip of the network between switch and database; a group makes {@link
 *     #ROUND_TRIPS}
 * @param standby what a synchronous standby adds to each commit
 */
public record Layout(
    int switchCores,
    int databaseCores,
    boolean simulators,
    Duration databaseRoundTrip,
    Duration standby) {

  /** Open the unit of work, insert intents, write outcomes, commit. */
  static final int ROUND_TRIPS = 4;

  /** As in the benchmark: everything on one machine. */
  public static Layout together(int cores) {
    return new Layout(cores, 0, true, Duration.ZERO, Duration.ZERO);
  }

  /** As in production: switch and database have a machine each. */
  public static Layout apart(int cores, Duration databaseRoundTrip, Duration standby) {
    return new Layout(cores, cores, false, databaseRoundTrip, standby);
  }

  /** Machines that others keep busy, too: all work counts as if every processor had some. */
  boolean busy() {
    return !simulators;
  }

  boolean shared() {
    return databaseCores == 0;
  }

  double networkMicros() {
    return ROUND_TRIPS * databaseRoundTrip.toNanos() / 1e3;
  }

  double standbyMicros() {
    return standby.toNanos() / 1e3;
  }
}
