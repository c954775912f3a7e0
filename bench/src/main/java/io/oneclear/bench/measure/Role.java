package io.oneclear.bench.measure;

import java.util.Locale;

/** Whose CPU time it is. */
public enum Role {
  /** The candidate itself: OneClear, or the peer in its place. */
  SWITCH("switch"),
  /** Its database server with all its processes. */
  POSTGRESQL("PostgreSQL"),
  /** The simulator on the far side. */
  SCHEME("scheme"),
  /** The load generator: all terminals. */
  LOAD("load generator");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** For programs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
