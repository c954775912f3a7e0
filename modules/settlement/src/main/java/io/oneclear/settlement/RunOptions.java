package io.oneclear.settlement;

/**
 * How to run.
 *
 * @param dryRun compute prices and nets, write nothing, compare with the last run
 * @param last stop when this step is done; {@link Step#CLOSE} to go as far as possible
 */
public record RunOptions(boolean dryRun, Step last) {

  public static final RunOptions ALL = new RunOptions(false, Step.CLOSE);
  public static final RunOptions DRY = new RunOptions(true, Step.CLOSE);

  public static RunOptions upTo(Step last) {
    return new RunOptions(false, last);
  }
}
