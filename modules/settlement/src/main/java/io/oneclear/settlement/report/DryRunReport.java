package io.oneclear.settlement.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What a run would come to now.
 *
 * @param comparedWith business date of the run it is compared with; null if there is none
 */
public record DryRunReport(LocalDate date, LocalDate comparedWith, List<Line> lines) {

  public DryRunReport {
    lines = List.copyOf(lines);
  }

  public long netFen() {
    return lines.stream().mapToLong(Line::netFen).sum();
  }

  /**
   * One merchant.
   *
   * @param lastNetFen its net in the run compared with
   * @param lastFeesFen its fees there
   */
  public record Line(
      String merchant,
      long transactions,
      long grossFen,
      long feesFen,
      long unpriced,
      long lastNetFen,
      long lastFeesFen) {
    public long netFen() {
      return grossFen - feesFen;
    }

    public long netDifferenceFen() {
      return netFen() - lastNetFen;
    }
  }
}
