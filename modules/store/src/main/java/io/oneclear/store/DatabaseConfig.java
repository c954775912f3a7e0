package io.oneclear.store;

import java.time.Duration;

/**
 * Where the database is and how much of it we take.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param password never printed
 * @param connections for everything but the journal's writers
 * @param journalConnections for the journal's writers; at least one more than there are writers
 * @param connectWithin how long a connection may take to come about
 * @param answerWithin how long the database may take to answer a journal statement before the
 *     connection is given up; other statements of the switch may take six times as long
 */
public record DatabaseConfig(
    String url,
    String user,
    String password,
    int connections,
    int journalConnections,
    Duration connectWithin,
    Duration answerWithin) {

  /** A settlement takes five: its lock, and two for each of its two lanes. */
  private static final int LEAST_CONNECTIONS = 5;

  public DatabaseConfig {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException(
          "database.url is \"" + url + "\": it must begin with jdbc:postgresql://");
    }
    between("connections", connections, LEAST_CONNECTIONS, 200);
    between("journalConnections", journalConnections, 2, 64);
    positive("connectWithin", connectWithin);
    positive("answerWithin", answerWithin);
  }

  /** The usual sizes for one node. */
  public static DatabaseConfig of(String url, String user, String password) {
    return new DatabaseConfig(
        url, user, password, 10, 4, Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  private static void between(String name, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "database.%s is %d: it must be %d to %d".formatted(name, value, lowest, highest));
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "database.%s is %s: it must be longer than zero".formatted(name, value));
    }
  }

  @Override
  public String toString() {
    return "DatabaseConfig[" + user + " at " + url + "]";
  }
}
