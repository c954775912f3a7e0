package io.oneclear.simulator.terminal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import java.time.Duration;

/**
 * What came of one request, as the terminal saw it. Parts that did not come are null.
 *
 * @param batch 60.2 of the request
 * @param trace field 11 of the request
 * @param code field 39; of an answer that was not believed, too
 * @param message the whole answer
 * @param mismatch the first field that is not the request's own; 0 if all are
 */
public record TerminalAnswer(
    Outcome outcome,
    BatchNumber batch,
    Stan trace,
    ResponseCode code,
    IsoMessage message,
    int mismatch,
    Duration took) {

  /** How it ended. */
  public enum Outcome {
    /** An answer that is believed. */
    ANSWERED,
    /** Nothing came in time. */
    NO_ANSWER,
    /** The connection could not be made, or broke first. */
    CONNECTION_LOST,
    /** An approval whose field 64 is missing or wrong. */
    WRONG_MAC,
    /** An answer to something else: 3, 4, 11, 41 or 42 differ. */
    WRONG_ECHO
  }

  /** True if the answer is believed and means success. */
  public boolean approved() {
    return outcome == Outcome.ANSWERED && code.approved();
  }

  /** Field 39 as text; the outcome's name if no answer is believed. */
  public String codeOrOutcome() {
    return outcome == Outcome.ANSWERED ? code.code() : outcome.name();
  }

  /** Field 37; null if absent. */
  public Rrn rrn() {
    String text = text(37);
    return text == null ? null : new Rrn(text);
  }

  /** Field 38; null if absent. */
  public String authorizationCode() {
    return text(38);
  }

  /** Field 15, MMDD; null if absent. */
  public String settlementDate() {
    return text(15);
  }

  /**
   * The available balance of field 54 in fen.
   *
   * @throws IllegalStateException if there is none
   */
  public long balanceFen() {
    String amounts = text(54);
    for (int at = 0; amounts != null && at + 20 <= amounts.length(); at += 20) {
      if (amounts.startsWith("02", at + 2)) {
        long fen = Long.parseLong(amounts, at + 8, at + 20, 10);
        return amounts.charAt(at + 7) == 'D' ? -fen : fen;
      }
    }
    throw new IllegalStateException("the answer has no available balance");
  }

  private String text(int field) {
    return message == null ? null : message.text(field);
  }
}
