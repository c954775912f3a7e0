package io.oneclear.store.journal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.journal.table.Trip;
import io.oneclear.store.seal.Weight;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a writer's chain says about a commit nobody answered for. */
class ChainTest {

  private TestPostgres postgres;
  private final Chain chain = new Chain(TestPostgres.SEAL_KEY, 1, 1);

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @Test
  void linkThatWasCommittedIsThere() throws SQLException {
    commit(chain);
    assertThat(isLinked()).isTrue();
  }

  @Test
  void linkThatWasRolledBackIsNot() throws SQLException {
    try (Connection connection = connection()) {
      appended(chain, connection).go(connection);
      connection.rollback();
    }
    assertThat(isLinked()).isFalse();
  }

  /** Another process has taken over the node meanwhile, and its chain goes on. */
  @Test
  void linkIsThereAlsoWhenTheNextLifeHasAddedItsOwn() throws SQLException {
    commit(chain);
    commit(new Chain(TestPostgres.SEAL_KEY, 1, 1));
    assertThat(isLinked()).isTrue();
  }

  /** The link was lost, and the next life took its number. */
  @Test
  void linkOfSomebodyElseUnderItsNumberIsNotIt() throws SQLException {
    try (Connection connection = connection()) {
      appended(chain, connection).go(connection);
      connection.rollback();
    }
    Chain next = new Chain(TestPostgres.SEAL_KEY, 1, 1);
    try (Connection connection = connection()) {
      Changes changes = new Changes();
      changes.inserted(TestPostgres.DAY.withDayOfMonth(1), new Weight(7, 8));
      next.append(connection, 2, changes).then(Trip.COMMIT).go(connection);
    }
    assertThat(isLinked()).isFalse();
  }

  @Test
  void unitOfWorkThatChangedNothingHasNoLink() throws SQLException {
    assertThat(isLinked()).isFalse();
  }

  private Connection connection() throws SQLException {
    return postgres.database().journalDataSource().getConnection();
  }

  private void commit(Chain of) throws SQLException {
    try (Connection connection = connection()) {
      appended(of, connection).then(Trip.COMMIT).go(connection);
    }
  }

  private static Trip appended(Chain of, Connection connection) throws SQLException {
    Changes changes = new Changes();
    changes.inserted(TestPostgres.DAY.withDayOfMonth(1), new Weight(1, 2));
    return of.append(connection, 1, changes);
  }

  private boolean isLinked() throws SQLException {
    try (Connection connection = connection()) {
      boolean linked = chain.isLinked(connection);
      connection.rollback();
      return linked;
    }
  }
}
