package io.oneclear.switching;

import java.time.Duration;

/**
 * Limits of the switch.
 *
 * @param requestDeadline from the arrival of a request to its answer, whatever hangs; shorter than
 *     the 60 s a terminal waits and longer than a link's time-out
 * @param maxInFlight requests under way at a time; one more is answered 96 at once
 * @param maxUnproven changes of terminals' keys and batches under way at a time, whose messages
 *     carry no MAC; one more is answered 96 at once
 * @param maxUnprovenOfTerminal the same of one terminal
 * @param maxJoined repeats that may wait for the answer of one request under way
 * @param undecidedPoll how often a repeat looks whether a transaction that is under way elsewhere
 *     has been decided
 * @param undoRetry pause between attempts to undo what nobody was told of, while the journal is
 *     unreachable
 */
public record SwitchConfig(
    Duration requestDeadline,
    int maxInFlight,
    int maxUnproven,
    int maxUnprovenOfTerminal,
    int maxJoined,
    Duration undecidedPoll,
    Duration undoRetry) {

  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(55);

  public static final SwitchConfig DEFAULT =
      new SwitchConfig(
          Duration.ofSeconds(30),
          10_000,
          1_000,
          4,
          64,
          Duration.ofMillis(500),
          Duration.ofSeconds(1));

  public SwitchConfig {
    positive("requestDeadline", requestDeadline);
    if (requestDeadline.compareTo(LONGEST_DEADLINE) > 0) {
      throw new IllegalArgumentException(
          "requestDeadline is " + requestDeadline + "; allowed is at most " + LONGEST_DEADLINE);
    }
    between("maxInFlight", maxInFlight, 1, 1_000_000);
    between("maxUnproven", maxUnproven, 1, 1_000_000);
    between("maxUnprovenOfTerminal", maxUnprovenOfTerminal, 1, maxUnproven);
    between("maxJoined", maxJoined, 0, 10_000);
    positive("undecidedPoll", undecidedPoll);
    positive("undoRetry", undoRetry);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed is above zero");
    }
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + "; allowed is " + least + " to " + most);
    }
  }
}
