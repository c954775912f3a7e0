package io.oneclear.store.journal.table;

/**
 * The id of a transaction as a key of hash tables. The hash of the bare number is the same for
 * thousands that are alive at once: their lowest bits name the node, their highest the hour.
 */
public record RowId(long id) {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  @Override
  public int hashCode() {
    return (int) ((id * MIX) >>> 32);
  }
}
