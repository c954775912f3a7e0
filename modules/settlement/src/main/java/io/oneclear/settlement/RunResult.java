package io.oneclear.settlement;

import io.oneclear.settlement.report.DryRunReport;
import java.time.LocalDate;

/** How a run ended. */
public sealed interface RunResult {

  LocalDate date();

  /** One line for a person. */
  String line();

  /** The day is tied out and closed. */
  record Closed(LocalDate date) implements RunResult {
    @Override
    public String line() {
      return date + " is closed";
    }
  }

  /** All steps asked for are done. */
  record Stopped(LocalDate date, Step after) implements RunResult {
    @Override
    public String line() {
      return date + " is done up to " + after;
    }
  }

  /** Something from outside is missing; run again when it is there. */
  record Waiting(LocalDate date, Step step, String forWhat) implements RunResult {
    @Override
    public String line() {
      return date + " waits in " + step + " for " + forWhat;
    }
  }

  /** Something is wrong that waiting does not cure: a bad file, a calendar that is not loaded. */
  record Refused(LocalDate date, Step step, String why) implements RunResult {
    @Override
    public String line() {
      return date + " stopped in " + step + ": " + why;
    }
  }

  /** Another worker runs a settlement now. */
  record Busy(LocalDate date) implements RunResult {
    @Override
    public String line() {
      return "another settlement worker is at work; " + date + " was not touched";
    }
  }

  /** Nothing was written. */
  record DryRun(LocalDate date, DryRunReport report) implements RunResult {
    @Override
    public String line() {
      return "dry run of " + date + ", nothing was written";
    }
  }
}
