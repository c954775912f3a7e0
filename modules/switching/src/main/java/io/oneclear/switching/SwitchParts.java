package io.oneclear.switching;

import io.oneclear.message.pos.PosDialect;
import io.oneclear.security.PanProtection;
import io.oneclear.security.SecurityModule;
import io.oneclear.switching.SwitchMetrics.Hop;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.stamp.Rrns;
import io.oneclear.switching.stamp.TransactionIds;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What the switch works with. */
public record SwitchParts(
    PosDialect dialect,
    Terminals terminals,
    Journal journal,
    SecurityModule security,
    PanProtection pans,
    Router router,
    Links links,
    TransactionIds ids,
    Rrns rrns,
    Timer timer,
    InstantSource clock,
    SwitchMetrics metrics) {

  /** Runs a hop and reports how long it took. */
  <T> CompletableFuture<T> timed(Hop hop, Supplier<CompletableFuture<T>> step) {
    long begun = metrics.hopBegins();
    CompletableFuture<T> ending = step.get();
    if (ending.isDone()) {
      metrics.hop(hop, begun);
      return ending;
    }
    return ending.whenComplete((_, _) -> metrics.hop(hop, begun));
  }
}
