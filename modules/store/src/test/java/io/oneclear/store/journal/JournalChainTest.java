package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.LINK;
import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.journal.chain.ChainRules;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a superuser does to the journal by hand is noticed, and what the journal does is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalChainTest {

  private final Transactions make = new Transactions();
  private final ExecutorService completions = Executors.newFixedThreadPool(2);
  private TestPostgres postgres;

  /** Two nodes with two writers each, one of them in its second life; all kinds and endings. */
  @BeforeAll
  void fill() throws SQLException {
    postgres = TestPostgres.fresh();
    for (int node : List.of(1, 2, 1)) {
      try (PostgresJournal journal = open(postgres, node)) {
        for (int i = 1; i <= 4; i++) {
          approve(journal, make.purchase(terminal(i), 100));
        }
        approve(journal, make.voidOf(approve(journal, make.purchase(terminal(1), 100)).intent()));
        approve(
            journal, make.refundOf(approve(journal, make.purchase(terminal(2), 100)).intent(), 10));
        JournalEntry late = begin(journal, make.purchase(terminal(3), 100));
        journal.timeOut(late, make.nextKey()).join();
        journal
            .noteLateAnswer(
                LINK,
                new UpstreamAnswer(
                    late.intent().upstreamKey(),
                    ResponseCode.APPROVED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null))
            .join();
        journal
            .conclude(begin(journal, make.purchase(terminal(4), 5)), Transactions.declined())
            .join();
        journal.decline(make.purchase(terminal(4), 5), new ResponseCode("55")).join();
        journal
            .reverse(Transactions.reversalOf(make.purchase(terminal(1), 5)), _ -> make.nextKey())
            .join();
        begin(journal, make.purchase(terminal(1), 7));
      }
    }
    assertThat(audit(postgres))
        .allMatch(Finding::clean)
        .allMatch(each -> each.checkedRows() > 30)
        .isEqualTo(audit(postgres, new ChainRules(TestPostgres.SEAL_KEY)));
    postgres.leave();
  }

  @AfterAll
  void close() throws SQLException {
    postgres.close();
    completions.shutdown();
  }

  @Test
  void aChangeOfAnyColumnIsNoticedByTheNameOfTheRow() throws SQLException {
    try (TestPostgres copy = postgres.copy("damaged")) {
      long id =
          copy.number(
              "SELECT min(id) FROM card_transaction WHERE kind = 'VOID' AND state = 'APPROVED'");
      copy.run("ALTER TABLE card_transaction DROP CONSTRAINT card_transaction_state_check");
      copy.run("ALTER TABLE card_transaction DROP CONSTRAINT card_transaction_kind_check");
      copy.run("ALTER TABLE card_transaction DROP CONSTRAINT card_transaction_product_check");
      copy.run("CREATE TABLE as_it_was AS SELECT * FROM card_transaction WHERE id = " + id);
      String columns =
          copy.text(
              "SELECT string_agg(column_name || ' ' || data_type, ',' ORDER BY ordinal_position)"
                  + " FROM information_schema.columns WHERE table_name = 'card_transaction'");
      for (String column : columns.split(",", -1)) {
        String name = column.substring(0, column.indexOf(' '));
        String other =
            switch (column.substring(name.length() + 1)) {
              case "bigint", "integer" -> "coalesce(%s, 0) + 1";
              case "date" -> "%s + 1";
              case "timestamp with time zone" -> "%s + interval '1 microsecond'";
              case "text" -> "coalesce(%s, '') || 'x'";
              case "bytea" -> "sha256(coalesce(%s, ''))";
              default -> throw new IllegalStateException(column);
            };
        if (name.equals("seal")) {
          other = "substr(sha256(%s), 1, 16)";
        }
        copy.run(
            "UPDATE card_transaction SET %s = %s WHERE id = %d"
                .formatted(name, other.formatted(name), id));
        assertThat(audit(copy).getFirst())
            .as(column)
            .satisfies(
                finding -> {
                  assertThat(finding.violations()).isEqualTo(1);
                  assertThat(finding.sampleIds().getFirst())
                      .startsWith(name.equals("id") ? id + 1 + " (" : id + " (");
                });
        copy.run(
            "UPDATE card_transaction t SET %1$s = w.%1$s FROM as_it_was w WHERE t.seal = w.seal OR t.id = w.id"
                .formatted(name));
        assertThat(audit(copy)).as(column).allMatch(Finding::clean);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What is done | what the audit says of it
        "DELETE FROM card_transaction WHERE id = 1 | transactions, and",
        "DELETE FROM card_transaction WHERE state = 'SENT' | transactions, and",
        "UPDATE card_transaction SET seal = NULL WHERE id = 1 | 1 (terminal 00000001",
        "UPDATE card_transaction SET seal = (SELECT seal FROM card_transaction WHERE id = 2)"
            + " WHERE id = 1 | 1 (terminal 00000001",
        // A copy with its seal.
        "INSERT INTO card_transaction SELECT (jsonb_populate_record(t, '{\"trace\": 999}')).*"
            + " FROM card_transaction t WHERE id = 1 | trace 999",
        // An old version put back, as it was with its seal.
        "UPDATE card_transaction t SET state = o.state, response_code = o.response_code,"
            + " authorization_code = o.authorization_code, issuer = o.issuer, seal = o.seal,"
            + " settlement_date = o.settlement_date, answer_icc = o.answer_icc,"
            + " additional_amounts = o.additional_amounts, concluded_at = o.concluded_at"
            + " FROM old o WHERE t.id = o.id | a transaction is not in its last version",
        "DELETE FROM journal_chain WHERE node = 1 AND writer = 1 AND number = 3"
            + " | 2026-11 node 1 writer 1: links before 4 are missing",
        "DELETE FROM journal_chain WHERE node = 1 AND writer = 1 AND number = 1"
            + " | 2026-11 node 1 writer 1: links before 2 are missing",
        "DELETE FROM journal_chain WHERE number = (SELECT max(number) FROM journal_chain)"
            + " | 2026-11: ",
        "TRUNCATE journal_chain | 2026-11: ",
        "UPDATE journal_chain SET rows = rows + 1 WHERE node = 2 AND writer = 1 AND number = 2"
            + " | 2026-11 node 2 writer 1 link 2",
        "UPDATE journal_chain SET weight = substr(sha256(weight), 1, 16)"
            + " WHERE node = 2 AND writer = 2 AND number = 2 | 2026-11 node 2 writer 2 link 2",
        "UPDATE journal_chain SET life = 1 WHERE node = 1 AND writer = 1 AND life = 2"
            + " | 2026-11 node 1 writer 1 link",
        "UPDATE journal_chain SET hash = sha256(hash) WHERE node = 2 AND writer = 1 AND number = 2"
            + " | 2026-11 node 2 writer 1 link 2",
        "INSERT INTO journal_chain SELECT month, number + 1, life, rows, node, writer, weight, hash"
            + " FROM journal_chain WHERE node = 2 ORDER BY number DESC LIMIT 1 | 2026-11 node 2"
            + " writer",
        "INSERT INTO journal_chain SELECT month, number, life, rows, 9, writer, weight, hash"
            + " FROM journal_chain WHERE node = 2 AND number = 1 AND writer = 1"
            + " | 2026-11 node 9 writer 1 link 1",
        "UPDATE journal_opening SET rows = 1 | clean",
      })
  void whatIsDoneByHandIsNoticed(String damage, String said) throws SQLException {
    try (TestPostgres copy = postgres.copy("damaged")) {
      copy.run("ALTER TABLE journal_chain DISABLE TRIGGER ALL");
      copy.run("CREATE TABLE old AS SELECT * FROM card_transaction WHERE false");
      if (damage.contains("FROM old")) {
        olderVersion(copy);
      }
      copy.run(damage);
      List<String> told =
          audit(copy).stream().map(Finding::sampleIds).flatMap(List::stream).toList();
      if (said.equals("clean")) {
        assertThat(told).isEmpty();
      } else {
        assertThat(told).anySatisfy(each -> assertThat(each).contains(said));
      }
    }
  }

  /** Keeps a row as it is, then lets the journal decide it. */
  private void olderVersion(TestPostgres copy) throws SQLException {
    copy.run("INSERT INTO old SELECT * FROM card_transaction WHERE state = 'SENT' AND node = 1");
    try (PostgresJournal journal = open(copy, 1)) {
      assertThat(journal.recover(_ -> make.nextKey()).join()).isPositive();
    }
    assertThat(audit(copy)).allMatch(Finding::clean);
  }

  @Test
  void aJournalThatIsBeingWrittenIsClean() throws SQLException {
    try (TestPostgres busy = TestPostgres.fresh();
        PostgresJournal one = open(busy, 1);
        PostgresJournal two = open(busy, 2)) {
      AtomicBoolean over = new AtomicBoolean();
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (PostgresJournal journal : List.of(one, two)) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; !over.get(); i++) {
                    JournalEntry sold = approve(journal, make.purchase(terminal(i % 50), 100));
                    if (i % 3 == 0) {
                      approve(journal, make.refundOf(sold.intent(), 10));
                    }
                  }
                }));
      }
      try {
        for (int i = 0; i < 20; i++) {
          assertThat(audit(busy)).allMatch(Finding::clean);
        }
      } finally {
        over.set(true);
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      assertThat(audit(busy)).allMatch(Finding::clean).allMatch(each -> each.checkedRows() > 0);
    }
  }

  @Test
  void rowsThatWereThereBeforeTheChainAreWeighedWhenItBegins() throws SQLException {
    try (TestPostgres before = postgres.copy("before")) {
      asBeforeTheChain(before);
      try (PostgresJournal journal = open(before, 1)) {
        assertThat(audit(before)).allMatch(Finding::clean);
        assertThat(journal.recover(_ -> make.nextKey()).join()).isPositive();
        approve(journal, make.purchase(terminal(1), 100));
      }
      assertThat(audit(before)).allMatch(Finding::clean);
      before.run("UPDATE card_transaction SET amount_fen = amount_fen + 1 WHERE id = 1");
      assertThat(audit(before).getLast().sampleIds())
          .containsExactly("2026-11: a transaction is not in its last version");
    }
  }

  private static void asBeforeTheChain(TestPostgres database) throws SQLException {
    database.run("ALTER TABLE journal_chain DISABLE TRIGGER ALL");
    database.run("TRUNCATE journal_chain");
    database.run("UPDATE card_transaction SET seal = NULL");
    database.run(
        "UPDATE journal_opening SET opened_at = NULL, rows = (SELECT count(*) FROM"
            + " card_transaction)");
  }

  private PostgresJournal open(TestPostgres database, int node) {
    return PostgresJournal.open(
        database.database(),
        new JournalConfig(
            node,
            2,
            1_000,
            100,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15)),
        JournalMetrics.NONE,
        () -> completions,
        new NumberClock(() -> NOW));
  }

  /** Page by page, two at a time. */
  private static List<Finding> audit(TestPostgres database) {
    return audit(database, new ChainRules(TestPostgres.SEAL_KEY, 1));
  }

  private static List<Finding> audit(TestPostgres database, ChainRules rules) {
    return new Audit(database.database(), List.of(rules)).run();
  }

  private static JournalEntry begin(PostgresJournal journal, Intent intent) {
    return ((Recorded) journal.begin(intent).join()).entry();
  }

  private static JournalEntry approve(PostgresJournal journal, Intent intent) {
    return journal.conclude(begin(journal, intent), approved()).join().entry();
  }
}
