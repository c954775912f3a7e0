package io.oneclear.message.pos;

import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.text.Digits;

/** Field 48 of the end of a batch upload (0320, 60.3 = 202 or 207): the records sent, n4. */
public record BatchEnd48(int count) {

  private static final int DIGITS = 4;

  public BatchEnd48 {
    if (count < 0 || count > 9999) {
      throw new IllegalArgumentException("a record count is four digits");
    }
  }

  /**
   * @throws MalformedMessageException if it is not four digits
   */
  public static BatchEnd48 decode(String digits) throws MalformedMessageException {
    if (digits.length() != DIGITS || !Decimal.is(digits, 0, DIGITS)) {
      throw new MalformedMessageException(48, "a record count is four digits");
    }
    return new BatchEnd48(Integer.parseInt(digits));
  }

  public String encode() {
    return Digits.fixed(count, DIGITS);
  }
}
