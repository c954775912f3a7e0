package io.oneclear.switching;

import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.PosRequest.CardTransaction;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.check.Kinds;
import io.oneclear.switching.journal.RequestKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The requests under way: how many, and which card transactions, so that a repeat joins the one
 * that is under way instead of becoming a second.
 *
 * <p>Changes of a terminal's keys or batch have few places of their own. Their messages carry no
 * MAC, so anybody who knows a terminal's number can send them, and each waits for the database: a
 * flood of them must leave room for transactions. A terminal sends one and waits.
 */
final class InFlight {

  private final SwitchConfig config;
  private final SwitchMetrics metrics;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger unproven = new AtomicInteger();
  private final ConcurrentMap<TerminalId, Integer> unprovenOf = new ConcurrentHashMap<>();
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

  /**
   * Changes a terminal's keys or batch if there is room; otherwise alarms and ends the request
   * without a decision.
   */
  CompletableFuture<Ending> change(
      Flight flight, TerminalId terminal, Supplier<CompletableFuture<Ending>> change) {
    if (!enterUnproven(terminal)) {
      metrics.alarm(Alarm.OVERLOAD);
      return CompletableFuture.completedFuture(flight.endingWithoutDecision());
    }
    CompletableFuture<Ending> made;
    try {
      made = change.get();
    } catch (RuntimeException e) {
      exitUnproven(terminal);
      throw e;
    }
    return made.whenComplete((_, _) -> exitUnproven(terminal));
  }

  private boolean enterUnproven(TerminalId terminal) {
    if (unproven.incrementAndGet() > config.maxUnproven()) {
      unproven.decrementAndGet();
      return false;
    }
    if (unprovenOf.merge(terminal, 1, Integer::sum) > config.maxUnprovenOfTerminal()) {
      exitUnproven(terminal);
      return false;
    }
    return true;
  }

  private void exitUnproven(TerminalId terminal) {
    unprovenOf.computeIfPresent(terminal, (_, now) -> now == 1 ? null : now - 1);
    unproven.decrementAndGet();
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
