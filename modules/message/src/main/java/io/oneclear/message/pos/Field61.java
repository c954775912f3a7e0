package io.oneclear.message.pos;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Stan;

/**
 * Field 61 (原始信息域): the original of a void, refund or completion. 12 digits for a void, more where
 * more is known.
 *
 * @param batch 61.1 原批次号
 * @param trace 61.2 原POS流水号
 * @param rest the digits after that (61.3 date MMDD …), as they are
 */
public record Field61(BatchNumber batch, Stan trace, String rest) {

  private static final int TRACE = 6;
  private static final int REST = 12;

  public Field61(BatchNumber batch, Stan trace) {
    this(batch, trace, "");
  }

  /**
   * @throws MalformedMessageException if the digits do not begin with batch and trace
   */
  public static Field61 decode(String digits) throws MalformedMessageException {
    if (digits.length() < REST || !Decimal.is(digits, 0, REST)) {
      throw new MalformedMessageException(61, "must begin with batch and trace, twelve digits");
    }
    return new Field61(
        BatchNumber.of(digits.substring(0, TRACE)),
        Stan.of(digits.substring(TRACE, REST)),
        digits.substring(REST));
  }

  public String encode() {
    return batch.digits() + trace.digits() + rest;
  }

  /** 61.3 原交易日期 MMDD; empty if absent or unknown (0000). */
  public String date() {
    String date = part(0, 4);
    return date.equals("0000") ? "" : date;
  }

  /** 61.4 原授权方式: 00 terminal, 01 telephone, 02 stand-in; empty if absent. */
  public String authorizationMode() {
    return part(4, 6);
  }

  /** 61.5 原授权机构; empty if absent. */
  public String authorizationInstitution() {
    return part(6, 17);
  }

  private String part(int from, int to) {
    return rest.length() < to ? "" : rest.substring(from, to);
  }
}
