package io.oneclear.store.journal;

import java.sql.SQLException;
import java.util.Set;

/** What an error of the database means for a unit of work. */
final class Trouble {

  /**
   * Classes of SQLSTATE that speak of the world and not of what was written: connection, invalid
   * transaction state (a standby is read-only), deadlock, resources, operator, system, internal.
   */
  private static final Set<String> OF_THE_WORLD =
      Set.of("08", "25", "40", "53", "55", "57", "58", "XX");

  private static final Set<String> CONNECTION_GONE = Set.of("08", "57");

  private Trouble() {}

  /** True if the same may well succeed later. */
  static boolean passes(SQLException trouble) {
    return in(OF_THE_WORLD, trouble);
  }

  /** True if it is not known what the server made of what it was sent last. */
  static boolean connectionGone(SQLException trouble) {
    return in(CONNECTION_GONE, trouble);
  }

  private static boolean in(Set<String> classes, SQLException trouble) {
    String state = trouble.getSQLState();
    return state == null || state.length() != 5 || classes.contains(state.substring(0, 2));
  }
}
