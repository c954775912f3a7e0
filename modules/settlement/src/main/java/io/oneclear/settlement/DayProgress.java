package io.oneclear.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How far a business date is.
 *
 * @param startedAt when its settlement began: the time its files carry
 * @param done reports of the steps that are done, in order
 * @param waitingFor what the last run ended on; null if it did not
 */
public record DayProgress(
    LocalDate date, Instant startedAt, List<StepReport> done, String waitingFor) {

  public DayProgress {
    done = List.copyOf(done);
  }

  public boolean isDone(Step step) {
    return done.stream().anyMatch(report -> report.step() == step);
  }

  public boolean closed() {
    return isDone(Step.CLOSE);
  }
}
