package io.oneclear.bench.steady;

/**
 * Bytes in use on the switch's heap after a collection of everything. The collector by itself makes
 * none for minutes, so one is asked for, twice in a run: it stops the switch for a moment, and more
 * would show in the latencies of every minute.
 *
 * @param early at the end of minute {@link #EARLY}, under load
 * @param atEnd when the load has ended
 */
public record Heap(long early, long atEnd) {

  /** By then everything is there that a load makes once. */
  static final int EARLY = 2;
}
