package io.oneclear.settlement.files;

/** The text a merchant sees on its account statement. */
final class Remittance {

  private Remittance() {}

  static String textFor(PayoutItem item) {
    return "收单结算 " + item.merchant();
  }
}
