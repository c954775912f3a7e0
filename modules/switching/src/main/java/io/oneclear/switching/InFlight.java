package io.oneclear.switching;

import io.oneclear.message.pos.PosRequest.CardTransaction;
import io.oneclear.switching.check.Kinds;
import io.oneclear.switching.journal.RequestKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests under way: how many, and which card transactions, so that a repeat joins the one
 * that is under way instead of becoming a second.
 */
final class InFlight {

  private final SwitchConfig config;
  private final SwitchMetrics metrics;
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentMap<RequestKey, Flight> transactions = new ConcurrentHashMap<>();

  InFlight(SwitchConfig config, SwitchMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /** How a card transaction found the table. */
  sealed interface Joined {}

  /** It is the first: carry it out, then {@link InFlight#leave} the table. */
  record First() implements Joined {}

  /** The same request is under way: take its answer. */
  record Follows(Flight first) implements Joined {}

  /** The key is in use for another amount, card or kind. */
  record Differs() implements Joined {}

  /** Too many repeats wait already. */
  record TooMany() implements Joined {}

  /** True if there is room; then {@link #exit} must follow. */
  boolean enter() {
    int now = count.incrementAndGet();
    if (now > config.maxInFlight()) {
      count.decrementAndGet();
      return false;
    }
    metrics.inFlight(now);
    return true;
  }

  void exit() {
    metrics.inFlight(count.decrementAndGet());
  }

  int count() {
    return count.get();
  }

  Joined join(RequestKey key, Flight flight) {
    Flight first = transactions.putIfAbsent(key, flight);
    if (first == null) {
      return new First();
    }
    if (!same((CardTransaction) first.request(), (CardTransaction) flight.request())) {
      return new Differs();
    }
    return first.follow(config.maxJoined()) ? new Follows(first) : new TooMany();
  }

  void leave(RequestKey key, Flight flight) {
    transactions.remove(key, flight);
  }

  private static boolean same(CardTransaction one, CardTransaction other) {
    return Kinds.of(one) == Kinds.of(other)
        && Kinds.amount(one).equals(Kinds.amount(other))
        && one.card().pan().equals(other.card().pan());
  }
}
