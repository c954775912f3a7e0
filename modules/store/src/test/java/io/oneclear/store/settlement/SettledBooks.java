package io.oneclear.store.settlement;

import io.oneclear.settlement.files.FileHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a settlement left behind: the hash of every file for others, and everything in the database
 * that is money.
 */
record SettledBooks(SortedMap<String, String> files, List<List<String>> sums) {

  /** Everything a settlement leaves that is money. */
  private static final List<String> SUMS =
      List.of(
          "SELECT concat_ws('|', merchant_id, transaction_id, kind, signed_fen, merchant_fee_fen,"
              + " issuer_fee_fen, network_fee_fen) FROM settlement_line ORDER BY 1",
          "SELECT concat_ws('|', account, merchant_id, balance_fen) FROM account_balance ORDER BY"
              + " 1",
          "SELECT concat_ws('|', purpose, s.merchant_id, reference, account, amount_fen) FROM"
              + " posting_set s JOIN ledger_entry USING (set_id) ORDER BY 1",
          "SELECT n::text FROM settlement_net n ORDER BY 1",
          "SELECT concat_ws('|', end_to_end_id, amount_fen, state) FROM payout ORDER BY 1",
          "SELECT concat_ws('|', kind, subject, amount_fen, state) FROM open_item ORDER BY 1",
          "SELECT concat_ws('|', business_date, step) FROM settlement_step ORDER BY 1");

  static SettledBooks of(SettlementHouse house) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    Path out = house.config().out();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().endsWith(".part")) {
          files.put(out.relativize(file).toString(), FileHash.of(file));
        }
      }
    }
    return new SettledBooks(files, SUMS.stream().map(query -> house.texts(query)).toList());
  }
}
