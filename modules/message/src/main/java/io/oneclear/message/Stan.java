package io.oneclear.message;

import io.oneclear.message.text.Digits;

/** System trace audit number (field 11), 0 to 999999. On the terminal's leg: 流水号. */
public record Stan(int number) {

  public Stan {
    if (number < 0 || number > 999_999) {
      throw new IllegalArgumentException("a trace number is six digits");
    }
  }

  public static Stan of(String digits) {
    if (!Digits.areDigits(digits, 6, 6)) {
      throw new IllegalArgumentException("a trace number is six digits");
    }
    return new Stan(Integer.parseInt(digits));
  }

  /** Six digits. */
  public String digits() {
    return Digits.fixed(number, 6);
  }

  @Override
  public String toString() {
    return digits();
  }
}
