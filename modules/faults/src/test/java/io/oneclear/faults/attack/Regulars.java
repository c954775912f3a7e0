package io.oneclear.faults.attack;

import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Well-behaved terminals that sell all the time, and how long each purchase took. */
final class Regulars implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final long FEN = 10_100;

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final List<Long> nanos = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  Regulars(TerminalFleet fleet) {
    for (int i = 0; i < fleet.size(); i++) {
      TerminalSimulator terminal = fleet.terminal(i);
      var card = fleet.cards().get(i % fleet.cards().size());
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!isOver()) {
                      note(terminal.purchase(card, FEN));
                    }
                  }));
    }
  }

  private boolean isOver() {
    try {
      return over.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private synchronized void note(TerminalAnswer answer) {
    nanos.add(answer.took().toNanos());
    if (!answer.approved()) {
      refused.add(answer.codeOrOutcome());
    }
  }

  /** Begins to count anew; what was counted till now. */
  synchronized Served served() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    Served served = new Served(sorted, List.copyOf(refused));
    nanos.clear();
    refused.clear();
    return served;
  }

  /** How many since {@link #served()}. */
  synchronized int count() {
    return nanos.size();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What they saw in a while.
   *
   * @param nanos of every purchase, the shortest first
   * @param refused what was answered instead of an approval
   */
  record Served(long[] nanos, List<String> refused) {

    int count() {
      return nanos.length;
    }

    /** 99 of 100 took no longer. */
    Duration p99() {
      return Duration.ofNanos(
          nanos.length == 0 ? Long.MAX_VALUE : nanos[(nanos.length * 99 - 1) / 100]);
    }

    @Override
    public String toString() {
      return "%d purchases, p50 %d ms, p99 %d ms, %d not approved %s"
          .formatted(
              count(),
              count() == 0 ? 0 : Duration.ofNanos(nanos[count() / 2]).toMillis(),
              p99().toMillis(),
              refused.size(),
              refused.stream().distinct().toList());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Served(long[] theirs, List<String> codes)
          && Arrays.equals(nanos, theirs)
          && refused.equals(codes);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(nanos) + refused.hashCode();
    }
  }
}
