package io.oneclear.store.journal;

import io.oneclear.message.crash.CommitPoints;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.RequestKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something to be written, and the future of its result. What it found out stays with it until the
 * unit of work is durable. Running it again after a commit in doubt gives the same result: every
 * change is conditional and knows its own traces.
 */
abstract sealed class Operation<T>
    permits BeginOperation,
        DecideOperation,
        ReverseOperation,
        TellOperation,
        AdviceOperation,
        WatermarkOperation {

  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final long arrivedNanos = System.nanoTime();
  private Executor caller = Runnable::run;
  private long life;
  private T staged;
  private boolean triedBefore;

  /** The transaction it is about: decides which writer does it. */
  abstract RequestKey key();

  /** Every row it may change: two operations that share one are done in their order. */
  abstract List<RequestKey> touches();

  /** Does it alone, inside the unit of work. */
  abstract T apply(UnitOfWork unit) throws SQLException;

  /** The result is durable. */
  abstract void durable(T result, Undecided undecided);

  /** Where a drill may end the process around its commit; empty if nowhere. */
  Optional<CommitPoints> commitPoints() {
    return Optional.empty();
  }

  /** It was not done and will not be. */
  void dropped(Undecided undecided) {}

  /** The result is durable but nobody waits for it any more. */
  void unheard(T result, Undecided undecided) {}

  /** True for the first who asks: a writer that will do it, or the watch that gives it up. */
  final boolean take() {
    return taken.compareAndSet(false, true);
  }

  final CompletableFuture<T> future() {
    return future;
  }

  final boolean given(long nowNanos, long withinNanos) {
    return nowNanos - arrivedNanos > withinNanos;
  }

  final long arrivedNanos() {
    return arrivedNanos;
  }

  static void beforeCommit(List<Operation<?>> group) {
    if (CrashDrill.ON) {
      group.forEach(each -> each.commitPoints().ifPresent(points -> points.before().reached()));
    }
  }

  static void afterCommit(List<Operation<?>> group) {
    if (CrashDrill.ON) {
      group.forEach(each -> each.commitPoints().ifPresent(points -> points.after().reached()));
    }
  }

  /** Nobody waits for it any more. */
  final boolean abandoned() {
    return future.isDone();
  }

  /** It was tried, and its commit may have been in doubt: what it finds may be its own traces. */
  final void tryAgain() {
    triedBefore = true;
  }

  final boolean triedBefore() {
    return triedBefore;
  }

  final void stage(T result) {
    staged = result;
  }

  final void run(UnitOfWork unit) throws SQLException {
    staged = apply(unit);
  }

  /** Where its future will be completed: where its caller runs. */
  final void heardOn(Executor where) {
    caller = where;
  }

  /** The life of the node that it was asked of. */
  final void of(long lifeNumber) {
    life = lifeNumber;
  }

  final long life() {
    return life;
  }

  final Executor caller() {
    return caller;
  }

  /** What it found out is durable; nobody has been told yet. */
  final void durable(Undecided undecided) {
    durable(staged, undecided);
  }

  /** Tells what became durable, on its caller's thread. */
  final void tell(Undecided undecided) {
    if (!future.complete(staged)) {
      unheard(staged, undecided);
    }
  }

  final void fail(JournalException why) {
    caller.execute(() -> future.completeExceptionally(why));
  }
}
