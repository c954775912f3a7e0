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

  /**
   * Classes after which nobody can say whether a COMMIT was done: the connection or the server went
   * away under it. A server whose log is full or cannot be flushed ends itself in the COMMIT and
   * says so by its reason, and after its recovery the transaction may be there.
   */
  private static final Set<String> CONNECTION_GONE = Set.of("08", "53", "57", "58", "XX");

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
