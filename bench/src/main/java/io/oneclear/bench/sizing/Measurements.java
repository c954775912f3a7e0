package io.oneclear.bench.sizing;

import io.oneclear.bench.sizing.MeasuredPoint.Span;
import java.util.List;

/**
 * What was measured and the model stands on: OneClear, PostgreSQL, scheme simulator and load
 * generator on one machine of two processors. {@code docs/70-performance.md} and {@code
 * docs/73-sizing.md} say with which commands.
 */
public final class Measurements {

  /** Processors of that machine. */
  public static final int CORES = 2;

  /** Purchases a second that were kept up with: all approved, p99 35 ms, for half a minute. */
  public static final int KEPT_UP = 8_000;

  /** Purchases a second of which eight per cent were refused. */
  public static final int NOT_KEPT_UP = 14_000;

  /** Warm runs of several lengths at the same rate. */
  public static final List<MeasuredPoint> POINTS =
      List.of(
          new MeasuredPoint(
              2_000, new Span(5.0, 6.0), 16.0, new Span(225, 278), new Span(256, 324), null),
          new MeasuredPoint(
              4_000, new Span(5.2, 5.4), 16.0, new Span(90, 120), new Span(132, 150), 12.6),
          new MeasuredPoint(
              8_000, new Span(5.7, 7.4), 35.0, new Span(60, 60), new Span(65, 89), null),
          new MeasuredPoint(
              12_000, new Span(6.5, 9.8), 112.0, new Span(49, 49), new Span(43, 56), 51.9));

  // Bytes of the journal's WAL, table and indexes, divided by the 494,041 purchases of a run at
  // 4,000
  // a second (groups of 12.6, 400 terminals) that no checkpoint fell into.
  static final int WAL_BYTES = 1_014;
  static final int JOURNAL_BYTES = 892;

  /** What a database grew by when 980,000 transactions of 10,000 merchants were settled. */
  static final int SETTLEMENT_BYTES = 656;

  /** Two lanes on two processors: 26.9 s for a million transactions of 10,000 merchants. */
  static final double SETTLEMENT_MICROS = 26.9;

  /**
   * Heap and direct memory of an idle connection: the greater of two runs of {@code bench idle}.
   */
  static final int CONNECTION_BYTES = 2_131;

  /**
   * Two writers at a time instead of one: 36 instead of 28 microseconds of PostgreSQL a purchase.
   */
  static final double SEVERAL_WRITERS = 36.0 / 28;

  /** Purchases a second of one writer and PostgreSQL alone on the machine: JournalThroughput. */
  static final int ONE_WRITER_ALONE = 29_600;

  private Measurements() {}
}
