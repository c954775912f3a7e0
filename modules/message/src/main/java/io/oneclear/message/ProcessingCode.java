package io.oneclear.message;

import io.oneclear.message.text.Digits;

/** Processing code (field 3), six digits: transaction type 2, from account 2, to account 2. */
public record ProcessingCode(String digits) {

  public static final ProcessingCode PURCHASE = new ProcessingCode("000000");
  public static final ProcessingCode VOID_OR_REFUND = new ProcessingCode("200000");
  public static final ProcessingCode TERMINAL_BALANCE = new ProcessingCode("310000");
  public static final ProcessingCode SCHEME_BALANCE = new ProcessingCode("300000");

  public ProcessingCode {
    if (!Digits.areDigits(digits, 6, 6)) {
      throw new IllegalArgumentException("a processing code is six digits");
    }
  }

  @Override
  public String toString() {
    return digits;
  }
}
