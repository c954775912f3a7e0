package io.oneclear.message.pos;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.text.ShortDigits;

/**
 * Field 60 (自定义域): what kind of transaction, in which batch. As long as the terminal made it: 8,
 * 11, 13, 14, 17 and 19 digits are in use.
 *
 * @param type 60.1 交易类型码, two digits
 * @param batch 60.2 批次号
 * @param networkCode 60.3 网络管理信息码, three digits; empty if the field ends before
 * @param rest the digits after that (60.4 …), as they are
 */
public record Field60(String type, BatchNumber batch, String networkCode, String rest) {

  private static final int BATCH = 2;
  private static final int NETWORK_CODE = 8;
  private static final int REST = 11;

  public Field60(String type, BatchNumber batch, String networkCode) {
    this(type, batch, networkCode, "");
  }

  /**
   * @throws MalformedMessageException if the digits do not begin with type and batch
   */
  public static Field60 decode(String digits) throws MalformedMessageException {
    int checked = Math.min(digits.length(), REST);
    if (checked < NETWORK_CODE || !Decimal.is(digits, 0, checked)) {
      throw new MalformedMessageException(60, "must begin with type and batch, eight digits");
    }
    int rest = digits.length() < REST ? NETWORK_CODE : REST;
    return new Field60(
        ShortDigits.part(digits, 0, BATCH),
        new BatchNumber(Integer.parseInt(digits, BATCH, NETWORK_CODE, 10)),
        ShortDigits.part(digits, NETWORK_CODE, rest),
        digits.substring(rest));
  }

  public String encode() {
    return type + batch.digits() + networkCode + rest;
  }

  public Field60 withBatch(BatchNumber other) {
    return new Field60(type, other, networkCode, rest);
  }

  /** 60.4 终端读取能力: 0 unknown, 2 magnetic, 5 chip, 6 contactless; empty if absent. */
  public String readCapability() {
    return part(0, 1);
  }

  /** 60.5 IC条件代码: 0 not a chip, 1 the last reading was right, 2 it failed; empty if absent. */
  public String chipCondition() {
    return part(1, 2);
  }

  /** 60.6 支持部分扣款和返回余额; empty if absent. */
  public String partialApproval() {
    return part(2, 3);
  }

  /** 60.7 账户类型; empty if absent. */
  public String accountType() {
    return part(3, 6);
  }

  private String part(int from, int to) {
    return rest.length() < to ? "" : rest.substring(from, to);
  }
}
