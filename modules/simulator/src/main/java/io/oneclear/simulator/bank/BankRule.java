package io.oneclear.simulator.bank;

/**
 * Which payouts get another decision than being paid. Empty text matches anything.
 *
 * @param accountSuffix last digits of the payee's account
 * @param amountSuffix last digits of the amount in fen
 */
public record BankRule(String accountSuffix, String amountSuffix, BankDecision decision) {

  public BankRule {
    if (!accountSuffix.matches("\\d*") || !amountSuffix.matches("\\d*")) {
      throw new IllegalArgumentException("bank rule: suffixes are digits or empty");
    }
  }

  public static BankRule account(String suffix, BankDecision decision) {
    return new BankRule(suffix, "", decision);
  }

  public static BankRule amount(String suffix, BankDecision decision) {
    return new BankRule("", suffix, decision);
  }

  boolean matches(Payout payout) {
    return payout.account().endsWith(accountSuffix)
        && ("0000" + payout.fen()).endsWith(amountSuffix);
  }
}
