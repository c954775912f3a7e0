package io.oneclear.proof.journal;

import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.RequestKey;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Something to be written, and the future of its result. */
final class Operation<T> {

  /** What is done to the unit of work; gives what its caller is told. */
  @FunctionalInterface
  interface Change<T> {
    T apply(UnitOfWork unit, Changes.Tried tried);
  }

  private final String step;
  private final RequestKey key;
  private final Instant at;
  private final Change<T> change;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private Consumer<T> durable = _ -> {};
  private Consumer<T> unheard = _ -> {};
  private Runnable dropped = () -> {};
  private long life;
  private boolean taken;
  private boolean triedBefore;
  private T staged;

  /**
   * @param step its name among the crash points and faults
   * @param key the transaction it is about: decides which writer does it
   */
  Operation(String step, RequestKey key, Instant at, Change<T> change) {
    this.step = step;
    this.key = key;
    this.at = at;
    this.change = change;
  }

  /** What to do when its result is durable. */
  Operation<T> whenDurable(Consumer<T> then) {
    durable = then;
    return this;
  }

  /** What to do when its result is durable but nobody waits for it any more. */
  Operation<T> whenUnheard(Consumer<T> then) {
    unheard = then;
    return this;
  }

  /** What to do when it was not done and will not be. */
  Operation<T> whenDropped(Runnable then) {
    dropped = then;
    return this;
  }

  String step() {
    return step;
  }

  RequestKey key() {
    return key;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /** In which life of its node it was asked for: in no other is it done. */
  void of(long life) {
    this.life = life;
  }

  long life() {
    return life;
  }

  /** A writer does it: from here on it may become durable. */
  void take() {
    taken = true;
  }

  boolean taken() {
    return taken;
  }

  /** Nobody waits for it any more. */
  boolean abandoned() {
    return future.isDone();
  }

  void tryAgain() {
    triedBefore = true;
  }

  void run(UnitOfWork unit) {
    staged = change.apply(unit, new Changes.Tried(at, triedBefore));
  }

  /** Its unit of work is durable; nobody has been told yet. */
  void durable() {
    durable.accept(staged);
  }

  void tell() {
    if (!future.complete(staged)) {
      unheard.accept(staged);
    }
  }

  void drop() {
    dropped.run();
  }

  void fail(String why) {
    future.completeExceptionally(new JournalException(why));
  }
}
