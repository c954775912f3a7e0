package io.oneclear.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server refuses to the connections our programs work with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {

  private static final String NOT_ALLOWED = "42501";

  private TestPostgres postgres;

  @BeforeAll
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
  }

  @AfterAll
  void close() throws SQLException {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE card_transaction SET amount_fen = 1",
        "UPDATE card_transaction SET business_date = business_date + 1",
        "UPDATE card_transaction SET pan_hash = NULL",
        "UPDATE card_transaction SET up_stan = 1",
        "UPDATE card_transaction_2026_11 SET amount_fen = 1",
        "DELETE FROM card_transaction",
        "DELETE FROM card_transaction_2026_11",
        "TRUNCATE card_transaction",
        "DROP TABLE card_transaction_2026_11",
        "ALTER TABLE card_transaction DETACH PARTITION card_transaction_2026_11",
        "ALTER TABLE card_transaction ADD COLUMN x text",
        "UPDATE journal_chain SET rows = 1",
        "UPDATE journal_chain_2026_11 SET rows = 1",
        "DELETE FROM journal_chain",
        "INSERT INTO journal_chain_2026_11 SELECT * FROM journal_chain",
        "TRUNCATE journal_chain_2026_11",
        "UPDATE journal_opening SET rows = 1",
        "UPDATE administration_log SET reason = 'x'",
        "DELETE FROM administration_log",
        "ALTER TABLE administration_log DISABLE TRIGGER ALL",
        "TRUNCATE administration_log",
        "DELETE FROM store_and_forward",
        "UPDATE store_and_forward SET up_stan = 1",
        "INSERT INTO posting_set (business_date, merchant_id, purpose, reference, posted_at)"
            + " VALUES ('2026-11-22', '1', 'PAID', '', now())",
        "UPDATE ledger_entry SET amount_fen = 1",
        "DELETE FROM ledger_chain",
        "UPDATE payout SET state = 'PAID'",
        "UPDATE settlement_account SET account_number = '1'",
        "UPDATE merchant SET licence_name = 'x'",
        "UPDATE terminal SET merchant_id = '1'",
        "UPDATE business_day SET open_date = open_date + 1",
        "INSERT INTO settlement_approval VALUES ('2026-11-22', 'a', 'b', 1, 1, 'x', now())",
        "CREATE TABLE x (y text)",
        "SET session_replication_role = replica",
        "COPY merchant TO PROGRAM 'true'",
      })
  void theSwitchCannot(String what) {
    refused(postgres.database().dataSource(), what);
    refused(postgres.database().journalDataSource(), what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE card_transaction SET state = 'APPROVED'",
        "INSERT INTO card_transaction SELECT * FROM card_transaction",
        "DELETE FROM card_transaction",
        "TRUNCATE card_transaction_2026_11",
        "DROP TABLE card_transaction_2026_11",
        "INSERT INTO journal_chain SELECT * FROM journal_chain",
        "DELETE FROM journal_chain",
        "UPDATE posting_set SET reference = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "UPDATE ledger_chain SET sets = 1",
        "DELETE FROM ledger_chain",
        "UPDATE payout SET amount_fen = 1",
        "UPDATE payout SET account_id = 1",
        "DELETE FROM payout",
        "UPDATE payout_account SET account_number = '1'",
        "UPDATE settlement_account SET account_number = '1'",
        "UPDATE settlement_net SET payout_fen = 1",
        "UPDATE settlement_approval SET checker = 'x'",
        "DELETE FROM settlement_step",
        "UPDATE merchant SET licence_name = 'x'",
        "UPDATE fee_tier SET rate_e8 = 0",
        "UPDATE terminal SET tmk = 'x'",
        "UPDATE administration_log SET reason = 'x'",
        "SET session_replication_role = replica",
      })
  void theEndOfDayCannot(String what) {
    refused(postgres.database().settlementDataSource(), what);
  }

  @Test
  void whoeverLogsInIsOneOfTheRolesAndThePartitionsThatComeLaterAreLikeTheFirst()
      throws SQLException {
    assertThat(role(postgres.database().dataSource())).isEqualTo("oneclear_switch");
    assertThat(role(postgres.database().journalDataSource())).isEqualTo("oneclear_switch");
    assertThat(role(postgres.database().settlementDataSource())).isEqualTo("oneclear_settlement");
    postgres
        .database()
        .unitOfWork(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(
                    "SELECT make_card_transaction_months('2031-01-01', '2031-01-01')");
              }
            });
    assertThat(
            postgres.text(
                "SELECT has_column_privilege('oneclear_switch', 'card_transaction_2031_01',"
                    + " 'state', 'UPDATE')"))
        .isEqualTo("t");
    assertThat(
            postgres.text(
                "SELECT string_agg(DISTINCT privilege_type, ',') FROM information_schema"
                    + ".table_privileges WHERE table_name IN ('card_transaction_2031_01',"
                    + " 'journal_chain_2031_01') AND grantee LIKE 'oneclear_%'"
                    + " AND grantee <> current_user"))
        .isEqualTo("SELECT");
  }

  @Test
  void whoDoesNotOwnTheDatabaseCanWorkWithIt() throws SQLException {
    postgres.run("DROP ROLE IF EXISTS oneclear_guest");
    postgres.run(
        "CREATE ROLE oneclear_guest LOGIN PASSWORD 'guest' IN ROLE oneclear_switch,"
            + " oneclear_settlement");
    DatabaseConfig guest = DatabaseConfig.of(postgres.config().url(), "oneclear_guest", "guest");
    try (Database database = Database.open(guest, TestPostgres.SEAL_KEY)) {
      new Registry(database).openFirstDay(TestPostgres.DAY);
      assertThat(role(database.settlementDataSource())).isEqualTo("oneclear_settlement");
    }
    try (Connection owner = connect();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "DELETE FROM flyway_schema_history WHERE installed_rank ="
              + " (SELECT max(installed_rank) FROM flyway_schema_history)");
    }
    assertThatThrownBy(() -> Database.open(guest, TestPostgres.SEAL_KEY).close())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("oneclear_guest does not own it");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        postgres.config().url(), postgres.config().user(), postgres.config().password());
  }

  private static void refused(DataSource pool, String what) {
    assertThatThrownBy(
            () -> {
              try (Connection connection = pool.getConnection();
                  Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(what);
              }
            })
        .as(what)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_ALLOWED));
  }

  private static String role(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT current_user")) {
      row.next();
      return row.getString(1);
    }
  }
}
