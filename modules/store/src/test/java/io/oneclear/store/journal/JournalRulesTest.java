package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule bites: a row changed by hand is found by the rule it breaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalRulesTest {

  private final Transactions make = new Transactions();
  private final ExecutorService completions = Executors.newFixedThreadPool(2);
  private TestPostgres postgres;
  private PostgresJournal journal;

  /**
   * Ids: 1 approved, 2 voided by 3, 4 partly refunded by 5, 6 timed out (reversal 7), 8 refused.
   */
  @BeforeAll
  void fill() throws SQLException {
    postgres = TestPostgres.fresh();
    journal =
        PostgresJournal.open(
            postgres.database(),
            JournalConfig.forNode(1),
            JournalMetrics.NONE,
            () -> completions,
            new NumberClock(() -> NOW));
    approve(make.purchase(terminal(1), 100));
    approve(make.voidOf(approve(make.purchase(terminal(1), 100)).intent()));
    approve(make.refundOf(approve(make.purchase(terminal(1), 100)).intent(), 10));
    journal.timeOut(begin(make.purchase(terminal(1), 100)), make.nextKey()).join();
    journal.conclude(begin(make.purchase(terminal(1), 5)), Transactions.declined()).join();
    journal
        .reverse(Transactions.reversalOf(make.purchase(terminal(1), 5)), _ -> make.nextKey())
        .join();
    journal.close();
    assertThat(new Audit(postgres.database(), List.of(new JournalRules())).run())
        .allMatch(Finding::clean);
    postgres.leave();
  }

  @AfterAll
  void close() throws SQLException {
    postgres.close();
    completions.shutdown();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | UPDATE card_transaction SET state = 'SENT', link = NULL WHERE id = 1",
        "1 | UPDATE card_transaction SET response_code = NULL WHERE id = 1",
        "1 | UPDATE card_transaction SET up_stan = NULL WHERE id = 1",
        "1 | UPDATE card_transaction SET response_code = '00' WHERE id = 8",
        "2 | DELETE FROM store_and_forward",
        "2 | UPDATE card_transaction SET state = 'APPROVED', response_code = '00' WHERE id = 6",
        "2 | UPDATE card_transaction SET state = 'REVERSED' WHERE id = 1",
        "2 | UPDATE store_and_forward SET state = 'PARKED', last_error = 'x'",
        "2 | UPDATE store_and_forward SET state = 'SKIPPED'",
        "3 | UPDATE card_transaction SET up_stan = 1 WHERE id = 2",
        "3 | UPDATE card_transaction SET id = 1 WHERE id = 8",
        "4 | UPDATE card_transaction SET response_code = '00' WHERE state = 'REMEMBERED'",
        "4 | UPDATE card_transaction SET state = 'SENT', late_code = '00' WHERE id = 1",
        "5 | UPDATE store_and_forward SET state = 'DELIVERED'",
        "5 | UPDATE store_and_forward SET state = 'SKIPPED'",
        "6 | UPDATE card_transaction SET refunded_fen = 11 WHERE id = 4",
        "6 | UPDATE card_transaction SET state = 'REFUNDED' WHERE id = 4",
        "6 | UPDATE card_transaction SET state = 'APPROVED' WHERE id = 2",
        "6 | UPDATE card_transaction SET state = 'DECLINED', response_code = '51' WHERE id = 3",
        "6 | UPDATE card_transaction SET claimed_by = 3 WHERE id = 1",
        "6 | UPDATE card_transaction SET state = 'TIMED_OUT' WHERE id = 5",
        "11 | UPDATE card_transaction SET pan_masked = '6228480010000000013' WHERE id = 1",
        "11 | INSERT INTO administration_log (at, who, what, subject, reason, state_before,"
            + " state_after) VALUES (now(), 'a', 'b', '1', '6228480010000000013', 'x', 'y')",
        "11 | ALTER TABLE terminal ADD COLUMN last_track2 text",
      })
  void ruleFindsWhatBreaksIt(int rule, String damage) throws SQLException {
    try (TestPostgres copy = postgres.copy("damaged")) {
      copy.run(damage);
      assertThat(new Audit(copy.database(), List.of(new JournalRules())).run())
          .filteredOn(finding -> !finding.clean())
          .extracting(Finding::rule)
          .contains(rule);
    }
  }

  private JournalEntry begin(Intent intent) {
    return ((Recorded) journal.begin(intent).join()).entry();
  }

  private JournalEntry approve(Intent intent) {
    return journal.conclude(begin(intent), approved()).join().entry();
  }
}
