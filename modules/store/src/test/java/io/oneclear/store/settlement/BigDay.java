package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A day too big to be made for every measurement: made once, kept as a database to be copied if the
 * server's directory is kept.
 *
 * @param otherDays days before it, each as big, that stand in the journal too
 */
record BigDay(int transactions, int merchants, int otherDays) {

  /** A fresh copy, its clearing file in the inbox. */
  SettlementHouse open(Path directory) throws Exception {
    String name = "day_" + transactions + "_" + merchants + "_" + otherDays;
    Path kept = Path.of(System.getProperty("settlement.house", directory.toString())).resolve(name);
    if (!SettlementHouse.exists(name)) {
      try (SettlementHouse house = SettlementHouse.create(kept, name)) {
        fill(house);
      }
    }
    SettlementHouse house = SettlementHouse.open(directory, name);
    Files.createDirectories(house.config().inbox().getParent());
    Files.createSymbolicLink(house.config().inbox(), kept.resolve("inbox"));
    house.run("CHECKPOINT");
    return house;
  }

  private void fill(SettlementHouse house) {
    house.withMerchants(merchants);
    int middle = transactions / 4 * 2;
    for (int day = otherDays; day >= 0; day--) {
      var date = FRIDAY.minusDays(day);
      house.run("SELECT make_card_transaction_months(?, ?)", date, date);
      CompletableFuture<?> half =
          CompletableFuture.runAsync(() -> house.withTransactions(date, 0, middle));
      house.withTransactions(date, middle, transactions);
      half.join();
    }
    house.alone("VACUUM (ANALYZE)");
    house.schemeFile(FRIDAY, "true");
  }
}
