package io.oneclear.store.journal;

import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import io.oneclear.switching.journal.JournalException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, and writes that need not share a commit: a few threads with connections of the general
 * pool and a bounded queue before them.
 */
final class SideLane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SideLane.class);

  private final Database database;
  private final Duration within;
  private final Supplier<Executor> callers;
  private final JournalMetrics metrics;
  private final ThreadPoolExecutor threads;

  SideLane(
      String name,
      int threadCount,
      Database database,
      JournalConfig config,
      JournalMetrics metrics,
      Supplier<Executor> callers) {
    this.database = database;
    this.within = config.decideWithin();
    this.callers = callers;
    this.metrics = metrics;
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(config.queueCapacity()),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /** Does it in a unit of work of its own; its future fails with {@link JournalException}. */
  <T> CompletableFuture<T> run(Database.Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    CompletableFuture<T> done = new CompletableFuture<T>();
    CompletableFuture<T> told =
        done.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
            .whenCompleteAsync((value, failure) -> tell(result, value, failure), callers.get());
    try {
      threads.execute(() -> done(done, work));
    } catch (RejectedExecutionException full) {
      LOG.debug("refused: {}", told);
      metrics.refusedForOverload();
      done.completeExceptionally(new JournalException("the journal is overloaded"));
    }
    return result;
  }

  private static <T> void tell(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else if (failure instanceof JournalException known) {
      result.completeExceptionally(known);
    } else if (failure instanceof TimeoutException) {
      result.completeExceptionally(new JournalException("the journal did not answer in time"));
    } else {
      result.completeExceptionally(new JournalException("the journal failed", failure));
    }
  }

  private <T> void done(CompletableFuture<T> done, Database.Work<T> work) {
    if (done.isDone()) {
      return;
    }
    try {
      done.complete(database.unitOfWork(work));
    } catch (StoreException e) {
      done.completeExceptionally(new JournalException(e.getMessage(), e));
    } catch (RuntimeException e) {
      done.completeExceptionally(new JournalException("the journal failed: " + e, e));
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
