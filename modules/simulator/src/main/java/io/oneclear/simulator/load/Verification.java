package io.oneclear.simulator.load;

/** Whose MAC is checked. Approvals only: a refusal is counted as what it says. */
public enum Verification {
  /** That of every approval. */
  ALL,
  /** That of every sixteenth approval, to leave the processor to the switch. */
  SAMPLE,
  /** Nobody's: a bare relay has no keys. */
  NONE;

  private static final int EVERY = 16;

  /**
   * @param number of the approval, counted from 0
   */
  boolean checks(long number) {
    return switch (this) {
      case ALL -> true;
      case SAMPLE -> number % EVERY == 0;
      case NONE -> false;
    };
  }
}
