package io.oneclear.store.administration;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministrationChainTest {

  private TestPostgres postgres;

  @BeforeEach
  void fill() throws SQLException {
    postgres = TestPostgres.fresh();
    for (int i = 1; i <= 5; i++) {
      add("entry " + i);
    }
    assertThat(audit().clean()).isTrue();
    assertThat(audit().checkedRows()).isEqualTo(5);
    postgres.run("ALTER TABLE administration_log DISABLE TRIGGER ALL");
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE administration_log SET at = at + interval '1 microsecond' WHERE id = 3 | entry 3",
        "UPDATE administration_log SET who = 'zhang' WHERE id = 3 | entry 3",
        "UPDATE administration_log SET what = 'x' WHERE id = 3 | entry 3",
        "UPDATE administration_log SET subject = '9' WHERE id = 3 | entry 3",
        "UPDATE administration_log SET reason = 'x' WHERE id = 5 | entry 5",
        "UPDATE administration_log SET state_before = 'x' WHERE id = 1 | entry 1",
        "UPDATE administration_log SET state_after = 'x' WHERE id = 1 | entry 1",
        "UPDATE administration_log SET hash = sha256(hash) WHERE id = 3 | entry 3",
        "UPDATE administration_log SET hash = NULL WHERE id = 3 | entry 3",
        "ALTER TABLE administration_log ALTER id DROP IDENTITY;"
            + " UPDATE administration_log SET id = 77 WHERE id = 3 | entry 77",
        "DELETE FROM administration_log WHERE id = 3 | entry 4",
        "DELETE FROM administration_log WHERE id = 1 | entry 2",
        "INSERT INTO administration_log OVERRIDING SYSTEM VALUE SELECT 99, at, who, what, subject,"
            + " reason, state_before, state_after, hash FROM administration_log WHERE id = 5"
            + " | entry 99",
      })
  void whatIsDoneToTheLogByHandIsNoticed(String damage, String entry) throws SQLException {
    postgres.run(damage);
    assertThat(audit().sampleIds()).anySatisfy(each -> assertThat(each).startsWith(entry + ","));
  }

  @Test
  void entriesFromBeforeTheChainAreCoveredByTheFirstThatHasAHash() throws SQLException {
    postgres.run("UPDATE administration_log SET hash = NULL");
    add("the first with a hash");
    add("the second");
    assertThat(audit().clean()).isTrue();
    postgres.run("UPDATE administration_log SET reason = 'x' WHERE id = 2");
    assertThat(audit().sampleIds()).containsExactly("entry 6, or what stood before it");
  }

  private void add(String reason) {
    AdministrationLog.Entry entry =
        new AdministrationLog.Entry(
            Instant.parse("2026-11-22T03:04:05.678901234Z"), "TEST", "1", "so", "otherwise");
    postgres
        .database()
        .unitOfWork(
            connection -> {
              new AdministrationLog(connection, TestPostgres.SEAL_KEY)
                  .add(entry, new Signature("li.wei", reason));
              return null;
            });
  }

  private Finding audit() {
    return new Audit(postgres.database(), List.of(new AdministrationChain(TestPostgres.SEAL_KEY)))
        .run()
        .getFirst();
  }
}
