package io.oneclear.bench.fill;

import io.oneclear.bench.process.BenchException;
import java.util.List;

/**
 * What a journal is to be filled with.
 *
 * @param rows approved purchases
 * @param days the business days they are spread over evenly: the last before the open one
 * @param terminals that made them in turn
 * @param merchants of the terminals beyond the demo's own
 * @param lanes that write at a time, each a node of its own
 */
public record FillOrder(long rows, int days, int terminals, int merchants, int lanes) {

  /** What a row takes with its indexes, and some room. */
  public static final long BYTES_EACH = 1_150;

  /** A lane is a node, and reference numbers have two digits for that. */
  private static final int MOST_LANES = 16;

  private static final long MOST_ROWS = 100_000_000;

  /** A scheme knows a message by month, day and time. */
  private static final int MOST_DAYS = 365;

  private static final long MOST_OF_A_BATCH = 999_999;

  public FillOrder {
    within("--rows", rows, 1, MOST_ROWS);
    within("--days", days, 1, MOST_DAYS);
    within("--terminals", terminals, 1, Integer.MAX_VALUE);
    within("--merchants", merchants, 1, Integer.MAX_VALUE);
    within("--lanes", lanes, 1, MOST_LANES);
    long each = Math.ceilDiv(Math.ceilDiv(rows, days), terminals);
    if (each > MOST_OF_A_BATCH) {
      throw new BenchException(
          "--rows: %d in a batch of a terminal; there are numbers for %d: give more --days or"
                  .formatted(each, MOST_OF_A_BATCH)
              + " --terminals");
    }
  }

  private static void within(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new BenchException(
          "%s: %d is not between %d and %d".formatted(option, value, least, most));
    }
  }

  /** Rows of a day; the last day may have fewer. */
  long rowsOfADay() {
    return Math.ceilDiv(rows, days);
  }

  /** For the process that does it. */
  public List<String> arguments() {
    return List.of(
        "--rows=" + rows,
        "--days=" + days,
        "--terminals=" + terminals,
        "--merchants=" + merchants,
        "--lanes=" + lanes);
  }
}
