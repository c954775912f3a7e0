package io.oneclear.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.store.journal.chain.ChainRules;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalContract;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** The journal on PostgreSQL keeps the contract, and its money rules hold after every story. */
class PostgresJournalContractTest extends JournalContract {

  private final ExecutorService completions = Executors.newFixedThreadPool(2);
  private TestPostgres postgres;
  private PostgresJournal journal;

  @Override
  protected Journal emptyJournal() {
    try {
      postgres = TestPostgres.fresh();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    journal =
        PostgresJournal.open(
            postgres.database(),
            JournalConfig.forNode(1),
            JournalMetrics.NONE,
            () -> completions,
            new NumberClock(this::now));
    return journal;
  }

  @Override
  protected Instant now() {
    return Transactions.NOW;
  }

  @AfterEach
  void moneyRulesHold() throws SQLException {
    journal.close();
    assertThat(
            new Audit(
                    postgres.database(),
                    List.of(new JournalRules(), new ChainRules(TestPostgres.SEAL_KEY)))
                .run())
        .isNotEmpty()
        .allMatch(Finding::clean);
    postgres.close();
    completions.shutdown();
  }
}
