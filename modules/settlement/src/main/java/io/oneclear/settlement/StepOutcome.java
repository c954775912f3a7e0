package io.oneclear.settlement;

/** How a step ended. */
sealed interface StepOutcome {

  record Done(long rows) implements StepOutcome {}

  record Waits(String forWhat) implements StepOutcome {}
}
