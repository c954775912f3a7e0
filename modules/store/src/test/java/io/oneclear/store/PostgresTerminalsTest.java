package io.oneclear.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.switching.Terminals;
import io.oneclear.switching.Terminals.Settled;
import io.oneclear.switching.Terminals.UploadedRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresTerminalsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
  private static final BatchNumber BATCH = new BatchNumber(999_999);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ExecutorService completions = Executors.newSingleThreadExecutor();
  private TestPostgres postgres;
  private PostgresTerminals terminals;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
    Seed.registerAll(postgres.database());
    terminals = PostgresTerminals.open(postgres.database(), () -> completions, () -> NOW);
  }

  @AfterEach
  void close() throws SQLException {
    terminals.close();
    postgres.close();
    completions.shutdown();
  }

  @Test
  void signOnStoresKeysAndKeepsAnOpenBatch() {
    assertThat(terminal().signedOn()).isFalse();
    assertThat(terminals.signOn(Seed.TERMINAL, Seed.key("PIK"), Seed.key("MAK")).join())
        .isEqualTo(BATCH);
    assertThat(terminal().macKey()).isEqualTo(Seed.key("MAK"));
    terminals.signOff(Seed.TERMINAL).join();
    assertThat(terminal().signedOn()).isFalse();
  }

  @Test
  void batchIsSettledOnceAndTheNextSignOnOpensTheNextOnTheNewDay() throws SQLException {
    transaction(1, "PURCHASE", "APPROVED", "DEBIT", 100);
    transaction(2, "PURCHASE", "VOIDED", "CREDIT", 50);
    transaction(3, "VOID", "APPROVED", "CREDIT", 50);
    transaction(4, "PURCHASE", "REVERSED", "DEBIT", 7);
    transaction(5, "PURCHASE", "DECLINED", "DEBIT", 9);
    transaction(6, "REFUND", "APPROVED", "FOREIGN", 30);
    BatchTotals domestic = new BatchTotals(150, 2, 50, 1);
    BatchTotals foreign = new BatchTotals(0, 0, 31, 1);
    assertThat(terminals.settleBatch(Seed.TERMINAL, BATCH, domestic, foreign).join())
        .isEqualTo(new Settled(true, false));
    assertThat(terminals.settleBatch(Seed.TERMINAL, BATCH, foreign, domestic).join())
        .as("the first answer stands")
        .isEqualTo(new Settled(true, false));
    assertThat(terminal().batchState()).isEqualTo(Terminal.BatchState.SETTLED);
    postgres.run("UPDATE business_day SET open_date = '2026-11-23'");
    assertThat(terminals.signOn(Seed.TERMINAL, Seed.key("PIK"), Seed.key("MAK")).join())
        .as("after 999999 comes 1")
        .isEqualTo(new BatchNumber(1));
    assertThat(terminal().batchOpenedOn()).isEqualTo(TestPostgres.DAY.plusDays(1));
    assertThat(terminals.settleBatch(Seed.TERMINAL, BATCH, domestic, foreign).join())
        .as("also when asked again from the next batch")
        .isEqualTo(new Settled(true, false));
  }

  @Test
  void uploadedRecordsThatDifferBecomeOpenItemsOnce() throws SQLException {
    transaction(1, "PURCHASE", "APPROVED", "DEBIT", 100);
    transaction(2, "PURCHASE", "APPROVED", "DEBIT", 200);
    transaction(3, "PURCHASE", "APPROVED", "DEBIT", 300);
    terminals.settleBatch(Seed.TERMINAL, BATCH, BatchTotals.NONE, BatchTotals.NONE).join();
    List<UploadedRecord> records = List.of(record(1, 100), record(2, 222), record(9, 5));
    terminals.upload(Seed.TERMINAL, BATCH, records).join();
    terminals.upload(Seed.TERMINAL, BATCH, records).join();
    terminals.endUpload(Seed.TERMINAL, BATCH, 4).join();
    terminals.endUpload(Seed.TERMINAL, BATCH, 4).join();
    assertThat(
            postgres.text(
                "SELECT string_agg(right(subject, 6) || ' ' || text, ', ' ORDER BY subject)"
                    + " FROM open_item WHERE kind = 'BATCH_RECORD'"))
        .isEqualTo(
            "000002 amount differs: journal 200, terminal 222,"
                + " 000003 in the journal, not uploaded by the terminal,"
                + " 000009 uploaded by the terminal, not in the journal");
    assertThat(postgres.number("SELECT count(*) FROM open_item WHERE kind = 'BATCH_COUNT'"))
        .isEqualTo(1);
  }

  @Test
  void batchWhoseTotalsWereEqualNeedsNoUpload() throws SQLException {
    transaction(1, "PURCHASE", "APPROVED", "DEBIT", 100);
    BatchTotals sold = new BatchTotals(100, 1, 0, 0);
    assertThat(terminals.settleBatch(Seed.TERMINAL, BATCH, sold, BatchTotals.NONE).join())
        .isEqualTo(new Settled(true, true));
    terminals.endUpload(Seed.TERMINAL, BATCH, 1).join();
    assertThat(postgres.number("SELECT count(*) FROM open_item")).isZero();
  }

  @Test
  void changesByAdministrationAreHeard() {
    new Registry(postgres.database())
        .saveMerchants(List.of(Seed.merchant(MerchantState.SUSPENDED)));
    await()
        .atMost(SOON)
        .until(
            () ->
                terminals.find(Seed.TERMINAL).orElseThrow().merchant().state()
                    == MerchantState.SUSPENDED);
  }

  @Test
  void changesMadeWhileTheDatabaseWasDownAreSeenAfterwards() throws Exception {
    long server = TestPostgres.server().processId().orElseThrow();
    ProcessHandle.of(server).orElseThrow().destroyForcibly();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              postgres.run("UPDATE terminal SET state = 'SUSPENDED'");
              return true;
            });
    await().atMost(SOON).until(() -> terminal().state() == Terminal.State.SUSPENDED);
  }

  @Test
  void unknownTerminalIsNotFoundAndCannotBeChanged() {
    TerminalId unknown = new TerminalId("99999999");
    assertThat(terminals.find(unknown)).isEmpty();
    assertThatThrownBy(() -> terminals.signOn(unknown, Seed.key("PIK"), Seed.key("MAK")).join())
        .hasCauseInstanceOf(Terminals.NotStored.class);
  }

  @Test
  void changeTheDatabaseCannotMakeFailsAsWhatTheSwitchKnows() {
    postgres.database().close();
    assertThatThrownBy(
            () -> terminals.signOn(Seed.TERMINAL, Seed.key("PIK"), Seed.key("MAK")).join())
        .hasCauseInstanceOf(Terminals.NotStored.class)
        .rootCause()
        .isInstanceOf(SQLException.class);
  }

  private Terminal terminal() {
    return terminals.find(Seed.TERMINAL).orElseThrow().terminal();
  }

  private static UploadedRecord record(int trace, long fen) {
    return new UploadedRecord(
        false,
        new Stan(trace),
        new ProtectedPan(hash(trace), new byte[] {1}, 1, "622848******0013"),
        fen);
  }

  private static byte[] hash(int trace) {
    byte[] hash = new byte[32];
    hash[0] = (byte) trace;
    return hash;
  }

  private void transaction(int trace, String kind, String state, String product, long fen)
      throws SQLException {
    postgres.run(
        """
        INSERT INTO card_transaction (id, amount_fen, received_at, batch_opened_on, business_date,
            batch, trace, node, merchant_id, terminal_id, kind, state, product, pan_hash)
        VALUES (%d, %d, now(), '%s', '%s', 999999, %d, 1, '%s', '%s', '%s', '%s', '%s', '\\x%s')
        """
            .formatted(
                trace,
                fen,
                TestPostgres.DAY,
                TestPostgres.DAY,
                trace,
                Seed.MERCHANT,
                Seed.TERMINAL,
                kind,
                state,
                product,
                HexFormat.of().formatHex(hash(trace))));
  }
}
