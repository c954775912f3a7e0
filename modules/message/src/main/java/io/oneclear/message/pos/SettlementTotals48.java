package io.oneclear.message.pos;

import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.text.Digits;

/**
 * Field 48 of a batch settlement 0500/0510: totals of domestic cards, then of foreign ones, each
 * with 对账应答代码 (0 in the request; 1 equal, 2 not equal, 3 error in the answer).
 */
public record SettlementTotals48(
    BatchTotals domestic, int domesticResult, BatchTotals foreign, int foreignResult) {

  private static final int AMOUNT = 12;
  private static final int COUNT = 3;
  private static final int BLOCK = 2 * (AMOUNT + COUNT) + 1;

  /** A request. */
  public SettlementTotals48(BatchTotals domestic, BatchTotals foreign) {
    this(domestic, 0, foreign, 0);
  }

  /**
   * @param digits 62, or 31 from a terminal that knows no foreign cards
   * @throws MalformedMessageException if they are anything else
   */
  public static SettlementTotals48 decode(String digits) throws MalformedMessageException {
    boolean both = digits.length() == 2 * BLOCK;
    if ((!both && digits.length() != BLOCK) || !Decimal.is(digits, 0, digits.length())) {
      throw new MalformedMessageException(48, "totals are 31 or 62 digits");
    }
    return new SettlementTotals48(
        totals(digits, 0),
        digits.charAt(BLOCK - 1) - '0',
        both ? totals(digits, BLOCK) : BatchTotals.NONE,
        both ? digits.charAt(2 * BLOCK - 1) - '0' : 0);
  }

  private static BatchTotals totals(String digits, int at) {
    int credit = at + AMOUNT + COUNT;
    return new BatchTotals(
        Long.parseLong(digits, at, at + AMOUNT, 10),
        Integer.parseInt(digits, at + AMOUNT, credit, 10),
        Long.parseLong(digits, credit, credit + AMOUNT, 10),
        Integer.parseInt(digits, credit + AMOUNT, credit + AMOUNT + COUNT, 10));
  }

  /** 62 digits. */
  public String encode() {
    return encode(domestic, domesticResult) + encode(foreign, foreignResult);
  }

  private static String encode(BatchTotals totals, int result) {
    return Digits.fixed(totals.debitFen(), AMOUNT)
        + Digits.fixed(totals.debitCount(), COUNT)
        + Digits.fixed(totals.creditFen(), AMOUNT)
        + Digits.fixed(totals.creditCount(), COUNT)
        + Digits.fixed(result, 1);
  }

  /** The same totals, each block with its result; a field of 31 digits keeps its length. */
  static String answer(String digits, SettlementResult result) throws MalformedMessageException {
    SettlementTotals48 totals = decode(digits);
    String answer =
        new SettlementTotals48(
                totals.domestic,
                SettlementResult.code(result.domesticEqual()),
                totals.foreign,
                SettlementResult.code(result.foreignEqual()))
            .encode();
    return answer.substring(0, digits.length());
  }
}
