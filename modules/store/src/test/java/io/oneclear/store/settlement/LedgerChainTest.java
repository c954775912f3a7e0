package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a superuser does to the ledger by hand is noticed. */
class LedgerChainTest {

  private static final List<String> DAMAGES =
      List.of(
          "UPDATE ledger_entry SET amount_fen = amount_fen + 1 WHERE set_id = 1",
          "UPDATE ledger_entry SET account = 'SUSPENSE' WHERE set_id = 2 AND account ="
              + " 'FEE_INCOME'",
          "UPDATE posting_set SET posted_at = posted_at + interval '1 day' WHERE set_id = 3",
          "UPDATE posting_set SET reference = 'x' WHERE set_id = 3",
          "DELETE FROM ledger_entry WHERE set_id = 3",
          "DELETE FROM posting_set WHERE set_id = (SELECT max(set_id) FROM posting_set)",
          "INSERT INTO ledger_entry SELECT 1, 'RESERVE_BANK', merchant_id, business_date, 5"
              + " FROM ledger_entry WHERE set_id = 1 LIMIT 1",
          "INSERT INTO posting_set (business_date, merchant_id, purpose, reference, posted_at)"
              + " SELECT business_date, merchant_id, 'PAID', 'x', posted_at FROM posting_set LIMIT"
              + " 1",
          "DELETE FROM ledger_chain WHERE number = 2",
          "DELETE FROM ledger_chain WHERE number = (SELECT max(number) FROM ledger_chain)",
          "UPDATE ledger_chain SET hash = sha256(hash) WHERE number = 1",
          "UPDATE ledger_chain SET last_set = last_set + 1 WHERE number = 1");

  @TempDir Path directory;

  @Test
  void whatIsDoneToTheLedgerByHandIsNoticed() throws SQLException {
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.withMerchants(4).withTransactions(FRIDAY, 100);
      Settlement settlement = house.settlement();
      run(settlement);
      house.schemeFile(FRIDAY, "true");
      run(settlement);
      settlement.approve(FRIDAY, "li", "wang");
      run(settlement);
      house.bankAnswers(FRIDAY, SettlementHouse.BankRule.PAYS_ALL);
      run(settlement);
      assertThat(house.number("SELECT count(*) FROM ledger_chain")).isGreaterThan(2);
      assertThat(audit(house).clean()).isTrue();
      assertThat(audit(house).checkedRows()).isGreaterThan(30);
      for (String damage : DAMAGES) {
        assertThat(damaged(house, damage).sampleIds()).as(damage).isNotEmpty();
      }
      assertThat(audit(house).clean()).isTrue();
    }
  }

  private static void run(Settlement settlement) {
    settlement.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
  }

  /** The finding with the damage done and not committed. */
  private static Finding damaged(SettlementHouse house, String damage) throws SQLException {
    try (Connection connection = SettlementHouse.connect(house.database.config());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // Neither triggers nor foreign keys hold a superuser back.
      statement.execute("SET LOCAL session_replication_role = replica");
      assertThat(statement.executeUpdate(damage)).as(damage).isPositive();
      Finding finding = new LedgerChain(TestPostgres.SEAL_KEY).check(new Sql(connection));
      connection.rollback();
      return finding;
    }
  }

  private static Finding audit(SettlementHouse house) {
    return new Audit(house.database, List.of(new LedgerChain(TestPostgres.SEAL_KEY)))
        .run()
        .getFirst();
  }
}
