package io.oneclear.message.pos;

/**
 * How a terminal's totals compare with ours (对账应答代码 of field 48), for domestic and for foreign
 * cards.
 */
public record SettlementResult(boolean domesticEqual, boolean foreignEqual) {

  /** 1 equal, 2 not equal. */
  static int code(boolean equal) {
    return equal ? 1 : 2;
  }
}
