package io.oneclear.message;

import io.oneclear.message.text.Digits;

/** A terminal's batch number (field 60.2, 批次号), 1 to 999999; after 999999 comes 1. */
public record BatchNumber(int number) {

  public BatchNumber {
    if (number < 0 || number > 999_999) {
      throw new IllegalArgumentException("a batch number is six digits");
    }
  }

  public static BatchNumber of(String digits) {
    if (!Digits.areDigits(digits, 6, 6)) {
      throw new IllegalArgumentException("a batch number is six digits");
    }
    return new BatchNumber(Integer.parseInt(digits));
  }

  public BatchNumber next() {
    return new BatchNumber(number == 999_999 ? 1 : number + 1);
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
