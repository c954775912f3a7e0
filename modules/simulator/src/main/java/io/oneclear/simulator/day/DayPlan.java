package io.oneclear.simulator.day;

import io.oneclear.simulator.terminal.TerminalSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What day to make.
 *
 * @param host of the terminal front end
 * @param port of the terminal front end
 * @param seed of everything that is chosen
 * @param transactions over all terminals, sign-ons and settlements not counted
 * @param terminalsPerLine how many terminals share a connection
 * @param settings of the terminals; their answer time-out is above the switch's upstream time-out,
 *     and their traces from the first on must be unused in their open batches: a load run before
 *     the day uses some up
 * @param log where the terminals write what they saw; null for nowhere
 */
public record DayPlan(
    String host,
    int port,
    long seed,
    int transactions,
    int terminalsPerLine,
    TerminalSettings settings,
    Path log) {

  public DayPlan {
    if (transactions < 1 || transactions > 1_000_000) {
      throw new IllegalArgumentException(
          "day.transactions: " + transactions + "; allowed: 1 to 1000000");
    }
    if (terminalsPerLine < 1 || terminalsPerLine > 1_000) {
      throw new IllegalArgumentException(
          "day.terminalsPerLine: " + terminalsPerLine + "; allowed: 1 to 1000");
    }
  }

  /**
   * The usual day.
   *
   * @param upstreamTimeout how long the switch waits for the scheme
   */
  public static DayPlan of(
      String host, int port, long seed, int transactions, Duration upstreamTimeout, Path log) {
    TerminalSettings settings =
        TerminalSettings.STANDARD.withAnswerTimeout(upstreamTimeout.multipliedBy(2).plusSeconds(6));
    return new DayPlan(host, port, seed, transactions, 2, settings, log);
  }
}
