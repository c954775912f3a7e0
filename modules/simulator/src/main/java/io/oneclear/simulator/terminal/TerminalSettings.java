package io.oneclear.simulator.terminal;

import java.time.Duration;

/**
 * How terminals behave.
 *
 * @param answerTimeout how long one waits for an answer; longer than the switch's upstream time-out
 * @param reversalAttempts how often a reversal is sent before it is left for manual handling
 * @param reversesByItself true to send the reversal at once when an answer is missing or not
 *     believed; false to leave that to the caller
 * @param firstTrace first trace number of a terminal, 1 to 999999
 * @param pause before a reversal that was not answered, or a refund that was not decided, is sent
 *     again
 */
public record TerminalSettings(
    Duration answerTimeout,
    int reversalAttempts,
    boolean reversesByItself,
    int firstTrace,
    Duration pause) {

  public static final TerminalSettings STANDARD =
      new TerminalSettings(Duration.ofSeconds(10), 3, true, 1, Duration.ZERO);

  private static final int MOST_ATTEMPTS = 100_000;

  public TerminalSettings {
    if (!answerTimeout.isPositive() || answerTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "terminal.answerTimeout: " + answerTimeout + "; allowed: above 0, at most PT5M");
    }
    if (reversalAttempts < 1 || reversalAttempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "terminal.reversalAttempts: " + reversalAttempts + "; allowed: 1 to " + MOST_ATTEMPTS);
    }
    if (firstTrace < 1 || firstTrace > 999_999) {
      throw new IllegalArgumentException(
          "terminal.firstTrace: " + firstTrace + "; allowed: 1 to 999999");
    }
    if (pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "terminal.pause: " + pause + "; allowed: PT0S to at most PT1M");
    }
  }

  public TerminalSettings withAnswerTimeout(Duration timeout) {
    return new TerminalSettings(timeout, reversalAttempts, reversesByItself, firstTrace, pause);
  }

  public TerminalSettings withFirstTrace(int trace) {
    return new TerminalSettings(answerTimeout, reversalAttempts, reversesByItself, trace, pause);
  }

  public TerminalSettings reversingByHand() {
    return new TerminalSettings(answerTimeout, reversalAttempts, false, firstTrace, pause);
  }

  /**
   * Nothing is left for manual handling: reversals are sent until they are answered.
   *
   * @param betweenAttempts so long after the last attempt
   */
  public TerminalSettings persistent(Duration betweenAttempts) {
    return new TerminalSettings(
        answerTimeout, MOST_ATTEMPTS, reversesByItself, firstTrace, betweenAttempts);
  }
}
