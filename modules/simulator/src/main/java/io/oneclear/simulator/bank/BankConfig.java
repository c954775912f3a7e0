package io.oneclear.simulator.bank;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the bank finds and puts files, and what it decides.
 *
 * @param payouts directory whose sub-directories hold payout files
 * @param answers where answers go
 * @param log {@code bank.csv}: every payout it decided, the memory by which it knows duplicates
 * @param rules the first that matches decides; none: paid
 * @param maxPayoutsPerFile a file with more is left alone
 */
public record BankConfig(
    Path payouts, Path answers, Path log, List<BankRule> rules, int maxPayoutsPerFile) {

  public BankConfig {
    rules = List.copyOf(rules);
    if (maxPayoutsPerFile < 1) {
      throw new IllegalArgumentException(
          "bank.maxPayoutsPerFile: " + maxPayoutsPerFile + "; allowed: 1 or more");
    }
  }

  public static BankConfig of(Path payouts, Path answers, Path log, List<BankRule> rules) {
    return new BankConfig(payouts, answers, log, rules, 200_000);
  }
}
