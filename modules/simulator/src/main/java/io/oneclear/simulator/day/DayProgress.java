package io.oneclear.simulator.day;

/** Told how the day goes, from any terminal's thread. */
public interface DayProgress {

  DayProgress SILENT = (_, _) -> {};

  /** So many transactions of so many are done. */
  void done(int transactions, int of);
}
