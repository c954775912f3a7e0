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
 */
public record TerminalSettings(
    Duration answerTimeout, int reversalAttempts, boolean reversesByItself, int firstTrace) {

  public static final TerminalSettings STANDARD =
      new TerminalSettings(Duration.ofSeconds(10), 3, true, 1);

  public TerminalSettings {
    if (!answerTimeout.isPositive() || answerTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "terminal.answerTimeout: " + answerTimeout + "; allowed: above 0, at most PT5M");
    }
    if (reversalAttempts < 1 || reversalAttempts > 100) {
      throw new IllegalArgumentException(
          "terminal.reversalAttempts: " + reversalAttempts + "; allowed: 1 to 100");
    }
    if (firstTrace < 1 || firstTrace > 999_999) {
      throw new IllegalArgumentException(
          "terminal.firstTrace: " + firstTrace + "; allowed: 1 to 999999");
    }
  }

  public TerminalSettings withAnswerTimeout(Duration timeout) {
    return new TerminalSettings(timeout, reversalAttempts, reversesByItself, firstTrace);
  }

  public TerminalSettings withFirstTrace(int trace) {
    return new TerminalSettings(answerTimeout, reversalAttempts, reversesByItself, trace);
  }

  public TerminalSettings reversingByHand() {
    return new TerminalSettings(answerTimeout, reversalAttempts, false, firstTrace);
  }
}
