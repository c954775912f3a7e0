package io.oneclear.switching.forward;

import io.oneclear.message.ResponseCode;
import io.oneclear.switching.journal.Journal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pace and limits of store-and-forward.
 *
 * @param pollInterval pause between looks at the journal when nothing is due
 * @param parallel advices under way at a time on one link; each link has this room to itself
 * @param firstRetry pause after the first failed attempt; doubles with each
 * @param longestRetry longest pause between attempts
 * @param maxAttempts attempts before an advice is parked for a person
 * @param reversalEnds answers after which a reversal is done: accepted, or there is nothing to
 *     reverse
 * @param repeatGoesOn answers after which a refund is asked again; any other decides it
 */
public record StoreAndForwardConfig(
    Duration pollInterval,
    int parallel,
    Duration firstRetry,
    Duration longestRetry,
    int maxAttempts,
    Set<ResponseCode> reversalEnds,
    Set<ResponseCode> repeatGoesOn) {

  public static final StoreAndForwardConfig DEFAULT =
      new StoreAndForwardConfig(
          Duration.ofMillis(500),
          64,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          30,
          codes("00", "11", "12", "25", "A2", "A4", "A5", "A6"),
          codes("68", "90", "91", "92", "96", "98", "A0"));

  public StoreAndForwardConfig {
    positive("pollInterval", pollInterval);
    positive("firstRetry", firstRetry);
    if (longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "longestRetry is " + longestRetry + "; allowed is at least firstRetry, " + firstRetry);
    }
    if (longestRetry.compareTo(Journal.FARTHEST_ATTEMPT) > 0) {
      throw new IllegalArgumentException(
          "longestRetry is " + longestRetry + "; allowed is at most " + Journal.FARTHEST_ATTEMPT);
    }
    atLeastOne("parallel", parallel);
    atLeastOne("maxAttempts", maxAttempts);
    reversalEnds = Set.copyOf(reversalEnds);
    repeatGoesOn = Set.copyOf(repeatGoesOn);
  }

  private static Set<ResponseCode> codes(String... codes) {
    return Arrays.stream(codes).map(ResponseCode::new).collect(Collectors.toUnmodifiableSet());
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed is above zero");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed is 1 or more");
    }
  }
}
