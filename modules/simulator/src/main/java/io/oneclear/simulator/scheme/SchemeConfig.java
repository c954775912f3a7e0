package io.oneclear.simulator.scheme;

import io.oneclear.simulator.DemoCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * How the scheme simulator runs.
 *
 * @param host to listen on
 * @param port to listen on; 0 for any free one
 * @param schemeId the scheme's institution code, up to 11 digits
 * @param acquirerId the acquirer's institution code, up to 11 digits
 * @param keys of the link; a key reset replaces them and is remembered in the state file
 * @param cards accounts with their own PIN
 * @param bins ranges in which any other card has an account
 * @param firstClearingDate the clearing date of a scheme without a state file
 * @param stateFile what it starts again from; no clear card number or key in it
 * @param logFile {@code scheme.csv}
 * @param clearingDirectory where clearing files go
 * @param rulesFile rules in force, read again when it changes; null for none
 * @param lateBy how long a late answer is held back; longer than the asker's time-out
 * @param maxConnections connections at a time
 * @param maxRemembered messages remembered for repetition and reversal; beyond, 96
 */
public record SchemeConfig(
    String host,
    int port,
    String schemeId,
    String acquirerId,
    LinkKeys keys,
    List<DemoCard> cards,
    List<SchemeBin> bins,
    LocalDate firstClearingDate,
    Path stateFile,
    Path logFile,
    Path clearingDirectory,
    Path rulesFile,
    Duration lateBy,
    int maxConnections,
    int maxRemembered) {

  public static final String DEFAULT_SCHEME = "00010000";
  public static final String DEFAULT_ACQUIRER = "49000000";

  /** What {@link Memory} takes for a message, in bytes. */
  private static final int BYTES_REMEMBERED = 46;

  /**
   * Part of the heap that may be memories: growing, their index needs as much again for a moment.
   */
  private static final int SHARE_OF_HEAP = 3;

  /** Issuer of cards that belong to no configured BIN. */
  static final String DEFAULT_ISSUER = "01000000";

  public SchemeConfig {
    check(!host.isBlank(), "host", host, "a host name or address");
    check(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
    check(schemeId.matches("\\d{1,11}"), "schemeId", schemeId, "1 to 11 digits");
    check(acquirerId.matches("\\d{1,11}"), "acquirerId", acquirerId, "1 to 11 digits");
    check(
        lateBy.compareTo(Duration.ofMinutes(10)) <= 0 && lateBy.isPositive(),
        "lateBy",
        lateBy,
        "above 0, at most PT10M");
    check(maxConnections > 0, "maxConnections", maxConnections, "1 or more");
    check(maxRemembered > 0, "maxRemembered", maxRemembered, "1 or more");
    cards = List.copyOf(cards);
    bins = List.copyOf(bins);
  }

  /**
   * The usual limits, with all files under {@code directory}: {@code scheme.csv}, {@code
   * scheme.state}, {@code rules.csv} if it exists. As many messages are remembered as a third of
   * the heap holds: over seven million in a gigabyte.
   *
   * @param lateBy longer than the asker's time-out
   */
  public static SchemeConfig of(
      String host,
      int port,
      LinkKeys keys,
      List<DemoCard> cards,
      List<SchemeBin> bins,
      LocalDate firstClearingDate,
      Path directory,
      Path clearingDirectory,
      Duration lateBy) {
    return new SchemeConfig(
        host,
        port,
        DEFAULT_SCHEME,
        DEFAULT_ACQUIRER,
        keys,
        cards,
        bins,
        firstClearingDate,
        directory.resolve("scheme.state"),
        directory.resolve("scheme.csv"),
        clearingDirectory,
        directory.resolve("rules.csv"),
        lateBy,
        64,
        remembered(Runtime.getRuntime().maxMemory()));
  }

  /** Messages that may be remembered in a heap of so many bytes. */
  static int remembered(long heapBytes) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE / 4, heapBytes / SHARE_OF_HEAP / BYTES_REMEMBERED));
  }

  private static void check(boolean right, String name, Object value, String allowed) {
    if (!right) {
      throw new IllegalArgumentException("scheme." + name + ": " + value + "; allowed: " + allowed);
    }
  }
}
