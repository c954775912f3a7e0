package io.oneclear.settlement.report;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** A business date for people. */
public record DayReport(
    LocalDate date,
    List<StepTime> steps,
    List<Transactions> transactions,
    List<Matched> reconciliation,
    List<FeeTotals> fees,
    List<Payouts> payouts,
    List<TieOutLine> tieOut,
    List<OpenItem> openItems) {

  public DayReport {
    steps = List.copyOf(steps);
    transactions = List.copyOf(transactions);
    reconciliation = List.copyOf(reconciliation);
    fees = List.copyOf(fees);
    payouts = List.copyOf(payouts);
    tieOut = List.copyOf(tieOut);
    openItems = List.copyOf(openItems);
  }

  public boolean tied() {
    return tieOut.stream().allMatch(TieOutLine::tied);
  }

  /** A step and how long it took. */
  public record StepTime(String step, long rows, Duration took) {}

  /** Transactions of one kind, state and response code. */
  public record Transactions(String kind, String state, String code, long count, long fen) {}

  /** Captured transactions by how they compare with the scheme's file. */
  public record Matched(String match, long count, long fen) {}

  /** Fees by fee plan. */
  public record FeeTotals(
      String plan,
      long transactions,
      long turnoverFen,
      long merchantFen,
      long issuerFen,
      long networkFen) {
    public long marginFen() {
      return merchantFen - issuerFen - networkFen;
    }
  }

  /** Payouts by value date, form and state. */
  public record Payouts(LocalDate valueDate, String channel, String state, long count, long fen) {}
}
