package io.oneclear.simulator.day;

import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.simulator.terminal.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A day by the terminals' own count.
 *
 * @param codes how many answers of each code, or outcomes without one, each kind of act got
 * @param terminals what each terminal counted, in the order of the terminals given
 * @param strange what should not have happened, at most a hundred of it; no card data
 * @param took the whole day
 */
public record DayTally(
    Map<Act, Map<String, Integer>> codes,
    List<TerminalDayTotals> terminals,
    List<String> strange,
    Duration took) {

  /**
   * What one terminal's receipts come to.
   *
   * @param settlement its last word, with the totals it sent
   * @param abandonedReversals reversals nobody answered
   */
  public record TerminalDayTotals(
      TerminalId terminal,
      MerchantId merchant,
      long debitFen,
      int debits,
      long creditFen,
      int credits,
      Settlement settlement,
      int abandonedReversals) {}

  /** All transactions sent, by kind and code. */
  public int transactions() {
    return codes.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** Sold: approved purchases that were not reversed. */
  public long debitFen() {
    return terminals.stream().mapToLong(TerminalDayTotals::debitFen).sum();
  }

  /** Given back: voids and refunds. */
  public long creditFen() {
    return terminals.stream().mapToLong(TerminalDayTotals::creditFen).sum();
  }

  /** Terminals whose totals the acquirer found equal and whose batch is closed. */
  public long settledEqual() {
    return terminals.stream()
        .map(TerminalDayTotals::settlement)
        .filter(one -> one.result() == Settlement.EQUAL && one.closed())
        .count();
  }

  /** True if every terminal settled equal, no reversal is left over, and nothing was strange. */
  public boolean clean() {
    return strange.isEmpty()
        && settledEqual() == terminals.size()
        && terminals.stream().allMatch(one -> one.abandonedReversals() == 0);
  }
}
