package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
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
    house.run("ANALYZE merchant");
    LocalDate first = FRIDAY.minusDays(otherDays);
    house.run("SELECT make_card_transaction_months(?, ?)", first, FRIDAY);
    List<String> months =
        first.datesUntil(FRIDAY.plusDays(1)).map(BigDay::month).distinct().toList();
    months.forEach(month -> takeOut(house, month));
    first.datesUntil(FRIDAY.plusDays(1)).forEach(date -> fill(house, date));
    months.forEach(month -> putBack(house, month));
    house.alone("VACUUM (ANALYZE)");
    house.schemeFileAsRead(FRIDAY);
  }

  private static String month(LocalDate date) {
    return "card_transaction_" + date.toString().substring(0, 7).replace('-', '_');
  }

  /** Millions of rows are faster in without indexes. */
  private static void takeOut(SettlementHouse house, String month) {
    house.run("ALTER TABLE card_transaction DETACH PARTITION " + month);
    house.run("ALTER TABLE %1$s DROP CONSTRAINT %1$s_pkey".formatted(month));
    house
        .texts(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = ?::regclass", month)
        .forEach(index -> house.run("DROP INDEX " + index));
  }

  private void fill(SettlementHouse house, LocalDate date) {
    int middle = transactions / 4 * 2;
    CompletableFuture<?> half =
        CompletableFuture.runAsync(() -> house.withTransactions(month(date), date, 0, middle));
    house.withTransactions(month(date), date, middle, transactions);
    half.join();
  }

  /** With the indexes the journal has, which are made here. */
  private static void putBack(SettlementHouse house, String month) {
    house.alone("VACUUM " + month);
    LocalDate begins = LocalDate.parse(month.substring(17).replace('_', '-') + "-01");
    house.run(
        """
        SET LOCAL maintenance_work_mem = '512MB';
        ALTER TABLE card_transaction ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')
        """
            .formatted(month, begins, begins.plusMonths(1)));
  }
}
