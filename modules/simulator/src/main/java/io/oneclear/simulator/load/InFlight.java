package io.oneclear.simulator.load;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;

/** Purchases under way and when each should have left. Added by the pacer, taken by any thread. */
final class InFlight {

  private final ConcurrentHashMap<Long, Long> intended = new ConcurrentHashMap<>();
  private final ArrayDeque<Sent> order = new ArrayDeque<>();

  void add(int terminal, int trace, long intendedNanos) {
    long key = key(terminal, trace);
    intended.put(key, intendedNanos);
    order.add(new Sent(key, intendedNanos));
  }

  /** When it should have left; null if it is not under way (any more). */
  Long take(int terminal, int trace) {
    return intended.remove(key(terminal, trace));
  }

  int size() {
    return intended.size();
  }

  /** Takes out what should have left before this moment. The pacer's thread only. */
  void expire(long beforeNanos, Expired expired) {
    while (!order.isEmpty() && order.peek().nanos - beforeNanos < 0) {
      Sent sent = order.poll();
      if (intended.remove(sent.key, sent.nanos)) {
        expired.at(sent.nanos);
      }
    }
  }

  private static long key(int terminal, int trace) {
    return (long) terminal << 20 | trace;
  }

  /** Told of each that ran out of time. */
  interface Expired {
    void at(long intendedNanos);
  }

  private record Sent(long key, long nanos) {}
}
