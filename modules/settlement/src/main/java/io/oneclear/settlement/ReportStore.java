package io.oneclear.settlement;

import io.oneclear.settlement.report.DayReport;
import io.oneclear.settlement.report.OpenItem;
import io.oneclear.settlement.report.StatementSink;
import io.oneclear.settlement.report.TieOutLine;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/** What the day came to. */
public interface ReportStore {

  /** Both sides of everything that must be equal. */
  List<TieOutLine> tieOut(LocalDate date);

  /**
   * Every merchant's statement, its transactions in a fixed order. Several merchants are read at a
   * time: each reader opens a sink of its own, whose use it ends with {@link StatementSink#close}
   * when all it wrote is sure to last.
   *
   * @return merchants
   */
  long statements(LocalDate date, Supplier<StatementSink> sinks);

  DayReport report(LocalDate date);

  /** The journal's part of the report alone, which can be asked while the date is still open. */
  List<DayReport.Transactions> transactions(LocalDate date);

  /** Differences nobody has worked to an end. */
  List<OpenItem> openItems(LocalDate upTo);
}
