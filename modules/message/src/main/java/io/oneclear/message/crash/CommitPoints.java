package io.oneclear.message.crash;

/** The places on both sides of a commit, by what is committed. */
public enum CommitPoints {
  INTENT(CrashPoint.INTENT_BEFORE_COMMIT, CrashPoint.INTENT_AFTER_COMMIT),
  OUTCOME(CrashPoint.OUTCOME_BEFORE_COMMIT, CrashPoint.OUTCOME_AFTER_COMMIT),
  TIME_OUT(CrashPoint.TIME_OUT_BEFORE_COMMIT, CrashPoint.TIME_OUT_AFTER_COMMIT),
  REVERSAL(CrashPoint.REVERSAL_BEFORE_COMMIT, CrashPoint.REVERSAL_AFTER_COMMIT),
  ADVICE_REPORT(CrashPoint.ADVICE_REPORT_BEFORE_COMMIT, CrashPoint.ADVICE_REPORT_AFTER_COMMIT);

  private final CrashPoint before;
  private final CrashPoint after;

  CommitPoints(CrashPoint before, CrashPoint after) {
    this.before = before;
    this.after = after;
  }

  public CrashPoint before() {
    return before;
  }

  public CrashPoint after() {
    return after;
  }
}
