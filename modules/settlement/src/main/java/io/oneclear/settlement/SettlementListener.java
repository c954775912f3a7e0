package io.oneclear.settlement;

import java.time.LocalDate;

/** Told how a run goes on, on the thread that runs it. */
public interface SettlementListener {

  SettlementListener NONE = new SettlementListener() {};

  default void started(LocalDate date, Step step) {}

  default void finished(StepReport report) {}

  /** A merchant or transaction that the run set aside and went on. */
  default void isolated(LocalDate date, Step step, String what) {}

  /** The run ends here for now; {@code forWhat} is one line. */
  default void waiting(LocalDate date, Step step, String forWhat) {}
}
