package io.oneclear.simulator.load;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What load to make.
 *
 * @param host of the terminal front end
 * @param port of the terminal front end
 * @param rate purchases a second
 * @param duration how long it is measured
 * @param warmUp how long the same rate runs before that, unmeasured
 * @param terminals how many, taken from the front of the list
 * @param connections they share
 * @param seed of cards and amounts
 * @param answerTimeout after which a purchase counts as timed out
 * @param firstTrace of every terminal; 0 for the file or the time of day, see {@link Traces}
 * @param traceFile remembers which trace numbers were used up against this target; null for none
 * @param maxInFlight beyond it nothing is sent until answers or time-outs make room
 * @param verification whose MAC is checked
 */
public record LoadPlan(
    String host,
    int port,
    int rate,
    Duration duration,
    Duration warmUp,
    int terminals,
    int connections,
    long seed,
    Duration answerTimeout,
    int firstTrace,
    Path traceFile,
    int maxInFlight,
    Verification verification) {

  public LoadPlan {
    check(rate >= 1 && rate <= 1_000_000, "rate", rate, "1 to 1000000");
    check(!duration.isNegative() && !duration.isZero(), "duration", duration, "above 0");
    check(!warmUp.isNegative(), "warmUp", warmUp, "0 or more");
    check(terminals >= 1, "terminals", terminals, "1 or more");
    check(
        connections >= 1 && connections <= terminals,
        "connections",
        connections,
        "1 to the number of terminals");
    check(answerTimeout.isPositive(), "answerTimeout", answerTimeout, "above 0");
    check(firstTrace >= 0 && firstTrace <= 999_999, "firstTrace", firstTrace, "0 to 999999");
    check(maxInFlight >= 1, "maxInFlight", maxInFlight, "1 or more");
  }

  /** The usual: five seconds to warm up, ten seconds to time out, traces by the time of day. */
  public static LoadPlan of(
      String host,
      int port,
      int rate,
      Duration duration,
      int terminals,
      int connections,
      long seed) {
    return new LoadPlan(
        host,
        port,
        rate,
        duration,
        Duration.ofSeconds(5),
        terminals,
        connections,
        seed,
        Duration.ofSeconds(10),
        0,
        null,
        200_000,
        Verification.ALL);
  }

  /** Purchases of one terminal from warm-up to end, at most. */
  int tracesPerTerminal() {
    long purchases = rate * (duration.plus(warmUp).toMillis() + 1_000) / 1_000;
    return Math.toIntExact(purchases / terminals + 2);
  }

  public LoadPlan withTraceFile(Path file) {
    return new LoadPlan(
        host,
        port,
        rate,
        duration,
        warmUp,
        terminals,
        connections,
        seed,
        answerTimeout,
        firstTrace,
        file,
        maxInFlight,
        verification);
  }

  public LoadPlan withWarmUp(Duration time) {
    return new LoadPlan(
        host,
        port,
        rate,
        duration,
        time,
        terminals,
        connections,
        seed,
        answerTimeout,
        firstTrace,
        traceFile,
        maxInFlight,
        verification);
  }

  public LoadPlan withVerification(Verification whose) {
    return new LoadPlan(
        host,
        port,
        rate,
        duration,
        warmUp,
        terminals,
        connections,
        seed,
        answerTimeout,
        firstTrace,
        traceFile,
        maxInFlight,
        whose);
  }

  /** How far the oldest purchase under way and the newest can be apart: a time-out's worth. */
  long window() {
    return rate * (answerTimeout.toMillis() + 1_000) / 1_000 + 1;
  }

  private static void check(boolean right, String name, Object value, String allowed) {
    if (!right) {
      throw new IllegalArgumentException("load." + name + ": " + value + "; allowed: " + allowed);
    }
  }
}
