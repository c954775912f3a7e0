package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/**
 * What issuer and network take of a transaction, by the price rules in force since 2016-09-06:
 * debit 0.35 % at most 13.00 yuan, credit 0.45 %, network 0.0325 % at most 3.25 yuan from the
 * acquirer; nothing from exempt merchants, 0.78 times as much from preferential ones. Each fee is
 * rounded once, half away from zero. A second, independent reckoning of what the settlement
 * computes.
 *
 * @param issuerFen to the issuer
 * @param networkFen to the network
 */
record Interchange(long issuerFen, long networkFen) {

  private static final Set<String> PREFERENTIAL =
      Set.of(
          "5411", "5300", "5542", "5541", "4111", "4121", "4131", "4112", "4511", "4784", "4814",
          "4900", "5960", "6300");
  private static final Set<String> EXEMPT =
      Set.of(
          "8011", "8021", "8031", "8041", "8042", "8049", "8062", "8071", "8099", "8211", "8220",
          "8241", "8244", "8249", "8351", "8398");

  private static final BigDecimal PREFERENTIAL_FACTOR = new BigDecimal("0.78");
  private static final BigDecimal DEBIT_RATE = new BigDecimal("0.0035");
  private static final BigDecimal DEBIT_CAP = new BigDecimal(1300);
  private static final BigDecimal CREDIT_RATE = new BigDecimal("0.0045");
  private static final BigDecimal NETWORK_RATE = new BigDecimal("0.000325");
  private static final BigDecimal NETWORK_CAP = new BigDecimal(325);

  static Interchange of(CardProduct product, String mcc, long fen) {
    if (EXEMPT.contains(mcc)) {
      return new Interchange(0, 0);
    }
    BigDecimal factor = PREFERENTIAL.contains(mcc) ? PREFERENTIAL_FACTOR : BigDecimal.ONE;
    BigDecimal issuerRate =
        switch (product) {
          case DEBIT -> DEBIT_RATE;
          case CREDIT, FOREIGN -> CREDIT_RATE;
        };
    BigDecimal issuerCap = product == CardProduct.DEBIT ? DEBIT_CAP.multiply(factor) : null;
    return new Interchange(
        fee(fen, issuerRate.multiply(factor), issuerCap),
        fee(fen, NETWORK_RATE.multiply(factor), NETWORK_CAP.multiply(factor)));
  }

  /**
   * What a refund gives back: its share of the original's fees, cut from the running total so that
   * refunds that add up to the original give back exactly its fees.
   */
  Interchange shareOf(long wholeFen, long partFen, long beforeFen) {
    return new Interchange(
        share(issuerFen, beforeFen + partFen, wholeFen) - share(issuerFen, beforeFen, wholeFen),
        share(networkFen, beforeFen + partFen, wholeFen) - share(networkFen, beforeFen, wholeFen));
  }

  private static long share(long fee, long part, long whole) {
    BigDecimal product = BigDecimal.valueOf(fee).multiply(BigDecimal.valueOf(part));
    return product.divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP).longValueExact();
  }

  private static long fee(long fen, BigDecimal rate, BigDecimal cap) {
    BigDecimal exact = BigDecimal.valueOf(fen).multiply(rate);
    BigDecimal capped = cap == null ? exact : exact.min(cap);
    return capped.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
