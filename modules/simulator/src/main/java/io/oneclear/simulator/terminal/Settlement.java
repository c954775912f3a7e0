package io.oneclear.simulator.terminal;

import io.oneclear.message.pos.BatchTotals;

/**
 * How a terminal's settlement went.
 *
 * @param domestic what the terminal counted
 * @param foreign what the terminal counted for foreign cards
 * @param answer to the 0500
 * @param result of field 48: 1 equal, 2 not equal, 3 error; 0 if there was no answer
 * @param uploaded how many records were uploaded
 * @param end answer to the upload's end; null if it did not come to that
 */
public record Settlement(
    BatchTotals domestic,
    BatchTotals foreign,
    TerminalAnswer answer,
    int result,
    int uploaded,
    TerminalAnswer end) {

  public static final int EQUAL = 1;
  public static final int NOT_EQUAL = 2;

  /** True if the batch is closed on both sides. */
  public boolean closed() {
    return end != null && end.approved();
  }
}
