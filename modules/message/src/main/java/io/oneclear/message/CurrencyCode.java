package io.oneclear.message;

import io.oneclear.message.text.Digits;

/** ISO 4217 numeric currency code, three digits, as field 49 carries it. */
public record CurrencyCode(String digits) {

  public static final CurrencyCode CNY = new CurrencyCode("156");

  public CurrencyCode {
    if (!Digits.areDigits(digits, 3, 3)) {
      throw new IllegalArgumentException("a currency code is three digits");
    }
  }

  @Override
  public String toString() {
    return digits;
  }
}
