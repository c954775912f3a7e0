package io.oneclear.simulator.bank;

/**
 * What one look at the payout directory came to.
 *
 * @param files answered
 * @param paid payouts paid, those later sent back included
 * @param paidFen their sum
 * @param rejected payouts refused
 * @param returned payouts sent back (退票)
 * @param returnedFen their sum
 * @param pending payouts taken on and not yet paid
 */
public record BankReport(
    int files, int paid, long paidFen, int rejected, int returned, long returnedFen, int pending) {

  static final BankReport NOTHING = new BankReport(0, 0, 0, 0, 0, 0, 0);

  public BankReport plus(BankReport other) {
    return new BankReport(
        files + other.files,
        paid + other.paid,
        paidFen + other.paidFen,
        rejected + other.rejected,
        returned + other.returned,
        returnedFen + other.returnedFen,
        pending + other.pending);
  }
}
