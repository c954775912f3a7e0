package io.oneclear.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work cut into pieces, done by two threads that each take the next piece when they are through
 * with one. When one fails, the other takes no more.
 */
public final class Lanes<P> {

  /** Two keep a database busy; more would crowd out the authorisations it is there for. */
  public static final int COUNT = 2;

  private final Supplier<P> pieces;
  private boolean stopped;

  /**
   * @param pieces gives the next piece, null when there is none; one thread at a time asks it
   */
  public Lanes(Supplier<P> pieces) {
    this.pieces = pieces;
  }

  /** The next piece; null: none. Called by a lane. */
  public synchronized P next() {
    if (stopped) {
      return null;
    }
    P piece = null;
    try {
      piece = pieces.get();
      return piece;
    } finally {
      // Also when the pieces themselves are refused.
      stopped = piece == null;
    }
  }

  private synchronized void stop() {
    stopped = true;
  }

  /**
   * Runs the lanes to their end.
   *
   * @return what each came to
   */
  public <R> List<R> run(Function<Lanes<P>, R> lane) {
    List<Future<R>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(COUNT)) {
      for (int i = 0; i < COUNT; i++) {
        running.add(threads.submit(() -> runOne(lane)));
      }
    }
    List<R> results = new ArrayList<>();
    for (Future<R> one : running) {
      results.add(resultOf(one));
    }
    return results;
  }

  private <R> R runOne(Function<Lanes<P>, R> lane) {
    boolean through = false;
    try {
      R result = lane.apply(this);
      through = true;
      return result;
    } finally {
      if (!through) {
        stop();
      }
    }
  }

  private static <R> R resultOf(Future<R> one) {
    try {
      return one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", e);
    } catch (ExecutionException e) {
      // What a lane throws is what its step throws.
      if (e.getCause() instanceof RuntimeException trouble) {
        throw trouble;
      }
      throw new StoreException("a lane broke", e.getCause());
    }
  }
}
