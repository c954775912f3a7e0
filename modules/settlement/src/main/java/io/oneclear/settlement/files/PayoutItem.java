package io.oneclear.settlement.files;

/**
 * One payout as it is written to a bank. The account comes from the database's snapshot of the
 * merchant's verified account and is printed masked.
 *
 * @param endToEndId identity of this payment, at most 35 characters
 */
public record PayoutItem(
    String endToEndId,
    String merchant,
    long amountFen,
    String accountNumber,
    String accountName,
    String bankCode,
    String bankName) {

  public PayoutItem {
    if (amountFen <= 0) {
      throw new IllegalArgumentException("a payout is above zero");
    }
  }

  @Override
  public String toString() {
    return "PayoutItem[" + endToEndId + " " + merchant + " " + amountFen + " fen]";
  }
}
