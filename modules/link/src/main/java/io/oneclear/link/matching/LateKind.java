package io.oneclear.link.matching;

/** Why an answer found nobody waiting. */
public enum LateKind {
  /** Its request had timed out (or lost its connection). */
  LATE,
  /** Its request had been answered already. */
  DUPLICATE,
  /** No such request is remembered. */
  UNMATCHED
}
