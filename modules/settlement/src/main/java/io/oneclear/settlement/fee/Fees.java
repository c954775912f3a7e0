package io.oneclear.settlement.fee;

import java.util.Objects;

/**
 * The fees of one transaction: the merchant's price and, beside it, what it costs us.
 *
 * @param merchant what the merchant pays
 * @param issuer what the issuer gets
 * @param network what the network gets from us
 */
public record Fees(FeeItem merchant, FeeItem issuer, FeeItem network) {

  public static final Fees UNPRICED =
      new Fees(FeeItem.UNPRICED, FeeItem.UNPRICED, FeeItem.UNPRICED);

  public Fees {
    Objects.requireNonNull(merchant);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(network);
  }

  /** What is left for us; negative if the price is below cost. */
  public long marginFen() {
    return merchant.fen() - issuer.fen() - network.fen();
  }

  public boolean priced() {
    return merchant.made() != FeeItem.Made.UNPRICED;
  }
}
