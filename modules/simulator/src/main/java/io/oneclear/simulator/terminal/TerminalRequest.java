package io.oneclear.simulator.terminal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.Stan;
import io.oneclear.simulator.DemoCard;

/**
 * A request as it goes out; sent twice, it is the same request.
 *
 * @param message all fields but 64
 * @param card null for management and settlement
 */
public record TerminalRequest(
    Kind kind, BatchNumber batch, Stan trace, IsoMessage message, DemoCard card, long fen) {

  /** What is asked. */
  public enum Kind {
    SIGN_ON,
    SIGN_OFF,
    ECHO,
    BALANCE,
    PURCHASE,
    VOID,
    REFUND,
    REVERSAL,
    SETTLEMENT,
    UPLOAD,
    UPLOAD_END;

    /** True if field 64 is sent with it and expected back. */
    boolean carriesMac() {
      return switch (this) {
        case BALANCE, PURCHASE, VOID, REFUND, REVERSAL -> true;
        case SIGN_ON, SIGN_OFF, ECHO, SETTLEMENT, UPLOAD, UPLOAD_END -> false;
      };
    }

    /** True if a missing answer is followed by a reversal. */
    boolean reversible() {
      return this == PURCHASE || this == VOID;
    }
  }
}
