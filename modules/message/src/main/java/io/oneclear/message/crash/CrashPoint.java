package io.oneclear.message.crash;

import java.util.Locale;

/**
 * The places of the switch, and of the writing of files, where a drill may end the process. Those
 * of settlement are named by settlement itself, because they are steps of its day.
 */
public enum CrashPoint {
  /** A terminal's frame is read, nothing has been done with it. */
  REQUEST_RECEIVED,
  /** The terminal has proved itself; what it asks comes next. */
  REQUEST_CHECKED,

  /** The intent, or the refusal, waits for its commit. */
  INTENT_ENQUEUED,
  INTENT_BEFORE_COMMIT,
  INTENT_AFTER_COMMIT,

  /** The intent is durable and known to be; nothing has left. */
  BEFORE_SEND,
  /** A frame for a scheme is written and not flushed. */
  LINK_WRITTEN,
  /** A frame for a scheme is the kernel's. */
  LINK_FLUSHED,
  /** A scheme's answer has come; its MAC is not checked yet. */
  LINK_ANSWER_RECEIVED,
  /** The answer has found its request. */
  LINK_ANSWER_MATCHED,

  OUTCOME_ENQUEUED,
  OUTCOME_BEFORE_COMMIT,
  OUTCOME_AFTER_COMMIT,

  /** No answer came in time, or one that does not count. */
  TIME_OUT_FIRED,
  /** The time-out waits for its commit, its reversal with it. */
  TIME_OUT_ENQUEUED,
  TIME_OUT_BEFORE_COMMIT,
  TIME_OUT_AFTER_COMMIT,

  /** An answer has come after its time-out. */
  LATE_ANSWER,
  LATE_ANSWER_NOTED,

  /** The terminal's reversal waits for its commit. */
  REVERSAL_ENQUEUED,
  REVERSAL_BEFORE_COMMIT,
  REVERSAL_AFTER_COMMIT,

  /** What the terminal is to hear is decided; its MAC is not made. */
  ANSWER_DECIDED,
  /** The answer to the terminal is written and not flushed. */
  ANSWER_WRITTEN,
  /** The answer to the terminal is the kernel's. */
  ANSWER_FLUSHED,

  /** A stored advice is leased to this node; it has not left. */
  ADVICE_LEASED,
  /** The scheme has answered it. */
  ADVICE_ANSWERED,
  /** The report on it waits for its commit. */
  ADVICE_REPORT_ENQUEUED,
  ADVICE_REPORT_BEFORE_COMMIT,
  ADVICE_REPORT_AFTER_COMMIT,

  /** A terminal's new working keys are made and nowhere stored. */
  KEYS_MADE,
  /** A terminal's keys, its batch's settlement or its upload are about to be durable. */
  TERMINAL_BEFORE_COMMIT,
  /** They are durable; the profile in memory is the old one. */
  TERMINAL_AFTER_COMMIT,

  RECOVERY_BEGUN,
  /** One of the transactions an earlier life left undecided waits to be timed out. */
  RECOVERY_ENQUEUED,
  RECOVERY_DONE,

  /** A file is written under its temporary name and not flushed to disk. */
  FILE_WRITTEN,
  /** It is on disk and has not got its name. */
  FILE_FLUSHED,
  /** It has its name; the directory is not flushed. */
  FILE_NAMED;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As the command line has it. */
  public String label() {
    return label;
  }

  /** The process is at this place. Ends it here if that is the drill. */
  public void reached() {
    if (CrashDrill.ON) {
      CrashDrill.reached(label);
    }
  }
}
