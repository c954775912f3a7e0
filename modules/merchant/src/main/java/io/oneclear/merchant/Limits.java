package io.oneclear.merchant;

/**
 * What a merchant may take. Zero means none.
 *
 * @param perTransactionFen largest single purchase
 * @param refundDays how many days after the purchase it may be refunded
 */
public record Limits(long perTransactionFen, int refundDays) {

  public Limits {
    if (perTransactionFen < 0 || refundDays < 0) {
      throw new IllegalArgumentException("limits are not negative");
    }
  }
}
