package io.oneclear.message;

/**
 * An amount of money in minor units (fen for {@link CurrencyCode#CNY}).
 *
 * <p>Arithmetic is exact: it throws {@link ArithmeticException} on overflow and {@link
 * IllegalArgumentException} when two currencies meet. Amounts may be negative (a ledger needs
 * that); who must not accept such an amount checks it.
 */
public record Money(long fen, CurrencyCode currency) implements Comparable<Money> {

  public static final Money ZERO = cny(0);

  public static Money cny(long fen) {
    return new Money(fen, CurrencyCode.CNY);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(fen, sameCurrency(other).fen), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(fen, sameCurrency(other).fen), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(fen), currency);
  }

  public boolean isZero() {
    return fen == 0;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(fen, sameCurrency(other).fen);
  }

  /** Yuan with two decimals, as banks and people write it: {@code 1234.05}, {@code -0.50}. */
  public String yuan() {
    long whole = Math.abs(fen / 100);
    long cents = Math.abs(fen % 100);
    return (fen < 0 ? "-" : "") + whole + (cents < 10 ? ".0" : ".") + cents;
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return other;
  }

  @Override
  public String toString() {
    return yuan() + " " + currency;
  }
}
