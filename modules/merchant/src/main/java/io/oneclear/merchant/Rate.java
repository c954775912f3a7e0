package io.oneclear.merchant;

import java.math.BigDecimal;

/**
 * A fee rate in units of 10⁻⁸ of the amount: 0.6 % is 600 000, 0.02535 % is 25 350. Never a
 * floating-point number.
 */
public record Rate(long e8) {

  public static final Rate NONE = new Rate(0);

  public Rate {
    if (e8 < 0 || e8 > 100_000_000) {
      throw new IllegalArgumentException("a rate is between 0 and 100 %");
    }
  }

  /** From a text such as {@code 0.6} (percent). Refuses what needs more than six decimals. */
  public static Rate percent(String percent) {
    return new Rate(new BigDecimal(percent).movePointRight(6).longValueExact());
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(e8, 6).stripTrailingZeros().toPlainString() + " %";
  }
}
