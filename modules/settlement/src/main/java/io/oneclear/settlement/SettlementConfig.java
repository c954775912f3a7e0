package io.oneclear.settlement;

import io.oneclear.settlement.fee.RefundFeePolicy;
import io.oneclear.settlement.files.Debtor;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Settings of settlement.
 *
 * @param inbox where the scheme's clearing files appear
 * @param bankAnswers where the bank's answer files appear
 * @param out payout files, statements and reports, in a directory per business date
 * @param debtor whose account pays
 * @param refundFeePolicy what of the merchant's price a refund returns
 * @param batchTextBanks CNAPS prefixes of banks that take the batch text; all others get pain.001
 * @param maxItemsPerFile payouts in one file
 * @param maxStatementPageRows transactions printed on a statement page; the CSV always has all
 * @param maxOpenDifferences more differences than this in one date stop the run: the wrong file
 */
public record SettlementConfig(
    Path inbox,
    Path bankAnswers,
    Path out,
    Debtor debtor,
    RefundFeePolicy refundFeePolicy,
    List<String> batchTextBanks,
    int maxItemsPerFile,
    int maxStatementPageRows,
    int maxOpenDifferences) {

  public static final int DEFAULT_ITEMS_PER_FILE = 10_000;
  public static final int DEFAULT_STATEMENT_PAGE_ROWS = 1_000;
  public static final int DEFAULT_OPEN_DIFFERENCES = 100_000;

  public SettlementConfig {
    Objects.requireNonNull(inbox);
    Objects.requireNonNull(bankAnswers);
    Objects.requireNonNull(out);
    Objects.requireNonNull(debtor);
    Objects.requireNonNull(refundFeePolicy);
    batchTextBanks = List.copyOf(batchTextBanks);
    for (String prefix : batchTextBanks) {
      if (!prefix.matches("\\d{1,12}")) {
        throw new IllegalArgumentException(
            "settlement.batchTextBanks: '" + prefix + "' is not 1 to 12 digits");
      }
    }
    refuseOutside("maxItemsPerFile", maxItemsPerFile, 100_000);
    refuseOutside("maxStatementPageRows", maxStatementPageRows, 100_000);
    refuseOutside("maxOpenDifferences", maxOpenDifferences, 10_000_000);
  }

  /** With the usual limits. */
  public static SettlementConfig of(
      Path inbox, Path bankAnswers, Path out, Debtor debtor, List<String> batchTextBanks) {
    return new SettlementConfig(
        inbox,
        bankAnswers,
        out,
        debtor,
        RefundFeePolicy.PROPORTIONAL,
        batchTextBanks,
        DEFAULT_ITEMS_PER_FILE,
        DEFAULT_STATEMENT_PAGE_ROWS,
        DEFAULT_OPEN_DIFFERENCES);
  }

  private static void refuseOutside(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "settlement." + name + ": " + value + " is not between 1 and " + most);
    }
  }
}
