package io.oneclear.store.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.settlement.SettlementStore.WorkerLock;
import io.oneclear.store.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of several settlement workers one leads. */
class LeadTest {

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(30);

  private TestPostgres postgres;
  private DataSource source;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
    source = postgres.database().dataSource();
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @Test
  void whoLeadsKeepsTheLeadUntilItGivesItBack() {
    WorkerLock lead = Lead.tryTake(source, LEASE).orElseThrow();
    long until = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    await()
        .atMost(SOON)
        .until(
            () -> {
              assertThat(Lead.tryTake(source, LEASE)).isEmpty();
              assertThat(lead.held()).isTrue();
              return System.nanoTime() > until;
            });
    lead.close();
    try (WorkerLock next = Lead.tryTake(source, LEASE).orElseThrow()) {
      assertThat(next.held()).isTrue();
    }
  }

  @Test
  void whoseSessionEndsHasLostTheLeadAndKnowsIt() throws SQLException {
    WorkerLock lead = Lead.tryTake(source, LEASE).orElseThrow();
    postgres.run(
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d"
            + " ON d.oid = l.database AND d.datname = current_database()"
            + " WHERE l.locktype = 'advisory'");
    try (WorkerLock next = awaitLead()) {
      assertThat(next.held()).isTrue();
      await().atMost(SOON).until(() -> !lead.held());
    }
    lead.close();
  }

  @Test
  void whoIsFrozenLosesTheLeadToAnother() {
    WorkerLock frozen = Lead.tryTakeOnce(source, LEASE).orElseThrow();
    assertThat(Lead.tryTake(source, LEASE)).isEmpty();
    try (WorkerLock next = awaitLead()) {
      assertThat(next.held()).isTrue();
      await().atMost(SOON).until(() -> !frozen.held());
    }
    frozen.close();
  }

  private WorkerLock awaitLead() {
    return await()
        .atMost(SOON)
        .until(() -> Lead.tryTake(source, LEASE), Optional::isPresent)
        .orElseThrow();
  }
}
