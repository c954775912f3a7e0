package io.oneclear.faults.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.wiring.Books;
import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.settlement.files.FileHash;
import io.oneclear.simulator.bank.BankConfig;
import io.oneclear.simulator.bank.BankSimulator;
import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A day in a data directory on its way to being settled, and what the settlement left there. Runs
 * the PostgreSQL there until it is closed: the workers join it.
 */
record SettledDay(Path data, EmbeddedDatabase embedded) implements AutoCloseable {

  /** Everything a settlement leaves that is money. */
  private static final List<String> MONEY =
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

  private static final String CAPTURED =
      "card_transaction t WHERE kind IN ('PURCHASE', 'REFUND')"
          + " AND state IN ('APPROVED', 'PARTLY_REFUNDED', 'REFUNDED')";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static SettledDay open(Path data) {
    return new SettledDay(
        data, EmbeddedDatabase.start(EmbeddedConfig.in(data.resolve("postgres"))));
  }

  /** On a machine that is busy with something else, too. */
  static DatabaseConfig patient(EmbeddedDatabase embedded) {
    DatabaseConfig at = embedded.connection();
    return new DatabaseConfig(at.url(), at.user(), at.password(), 10, 4, PATIENCE, PATIENCE);
  }

  @Override
  public void close() {
    embedded.close();
  }

  /** The first day that was sold, which is the one that is settled here. */
  Settle worker() {
    return Settle.on(data).with("--date", datesOfCaptures().getFirst().toString());
  }

  /** Settles until the day is closed; between two runs the bank does its part. */
  void settle(int mostRuns) throws Exception {
    Settle worker = worker();
    for (int run = 0; run < mostRuns; run++) {
      if (worker.run() == 0) {
        assertThat(audit()).allMatch(Finding::clean);
        return;
      }
      bankAnswers();
    }
    throw new IllegalStateException("not closed after " + mostRuns + " runs");
  }

  /** The bank looks into its directory. */
  void bankAnswers() throws IOException {
    Clock clock = Clock.system(LocalTimes.ZONE);
    try (BankSimulator bank =
        BankSimulator.open(
            BankConfig.of(
                data.resolve("out"),
                data.resolve("bank-answers"),
                data.resolve("demo/bank.csv"),
                List.of()),
            clock)) {
      if (Files.isDirectory(data.resolve("out"))) {
        bank.answer();
        bank.laterNews();
      }
    }
  }

  /** Hash of every file for others; the temporary ones of a dead worker are not. */
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    Path out = data.resolve("out");
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().endsWith(".part")) {
          hashes.put(out.relativize(file).toString(), FileHash.of(file));
        }
      }
    }
    return hashes;
  }

  List<List<String>> money() {
    return asked(
        connection -> {
          List<List<String>> money = new ArrayList<>();
          for (String query : MONEY) {
            money.add(texts(connection, query));
          }
          return money;
        });
  }

  List<Finding> audit() {
    try (Database database = Database.open(patient(embedded), ThreeLogs.sealKey(data))) {
      return Books.audit(database);
    }
  }

  /** Business dates that captured transactions have, the first one first. */
  List<LocalDate> datesOfCaptures() {
    return asked(
        connection ->
            texts(
                    connection,
                    "SELECT DISTINCT business_date::text FROM " + CAPTURED + " ORDER BY 1")
                .stream()
                .map(LocalDate::parse)
                .toList());
  }

  /** Captured transactions that stand in no settlement, or in more than one. */
  List<String> capturesNotSettledOnce() {
    return asked(
        connection ->
            texts(
                connection,
                "SELECT t.id::text FROM "
                    + CAPTURED
                    + " AND (SELECT count(*) FROM settlement_line l WHERE l.transaction_id = t.id)"
                    + " <> 1"));
  }

  private <T> T asked(Question<T> question) {
    try (Database database = Database.open(patient(embedded), ThreeLogs.sealKey(data));
        Connection connection = database.dataSource().getConnection()) {
      return question.of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be asked", e);
    }
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  private interface Question<T> {
    T of(Connection connection) throws SQLException;
  }
}
