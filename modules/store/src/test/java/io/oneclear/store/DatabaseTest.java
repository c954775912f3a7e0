package io.oneclear.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nothing of the switch waits for a database that says nothing. */
class DatabaseTest {

  private static final String LONG = "SELECT pg_sleep(7)";
  private static final String LOCK = "SELECT pg_advisory_xact_lock(1)";

  /** As if the network between had been cut without a word. */
  @Test
  void aReadThatIsNotAnsweredGivesItsConnectionUpAndTheNextOneGoesThrough() throws SQLException {
    try (TestPostgres postgres = TestPostgres.fresh();
        Database database = Database.open(impatient(postgres.config()), TestPostgres.SEAL_KEY)) {
      assertThatThrownBy(() -> database.unitOfWork(connection -> number(connection, LONG)))
          .isInstanceOf(StoreException.class);
      assertThat(database.<Long>unitOfWork(connection -> number(connection, "SELECT 1")))
          .isEqualTo(1);
    }
  }

  @Test
  void anAuditWaitsForWhatTakesLong() throws SQLException {
    try (TestPostgres postgres = TestPostgres.fresh();
        Database database = Database.open(impatient(postgres.config()), TestPostgres.SEAL_KEY);
        Connection patient = database.patientConnection("oneclear-test")) {
      assertThat(number(patient, "SELECT count(*) FROM (" + LONG + ") s")).isEqualTo(1);
    }
  }

  /** As a node that is cut off between what its heartbeat writes and the COMMIT. */
  @Test
  void aConnectionThatFallsSilentInAUnitOfWorkHoldsItsLocksNoLonger() throws SQLException {
    try (TestPostgres postgres = TestPostgres.fresh();
        Connection silent =
            postgres.database().ownConnection("oneclear-test", Duration.ofSeconds(1));
        Connection other =
            postgres.database().ownConnection("oneclear-test", Duration.ofSeconds(10))) {
      silent.setAutoCommit(false);
      assertThat(number(silent, LOCK)).isZero();
      assertThat(number(other, LOCK)).isZero();
    }
  }

  private static DatabaseConfig impatient(DatabaseConfig config) {
    return new DatabaseConfig(
        config.url(),
        config.user(),
        config.password(),
        config.connections(),
        config.journalConnections(),
        config.connectWithin(),
        Duration.ofSeconds(1));
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1).isEmpty() ? 0 : row.getLong(1);
    }
  }
}
