package io.oneclear.link.matching;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.Mti;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Answer, time-out, withdrawal, lost connection and shutdown race about the same requests in real
 * threads. What the calls return is what they would return one after another, and every request
 * ends exactly once.
 */
@Tag("fault")
class PendingRequestsRaceTest {

  /** More of everything: {@code -Drace.rounds=10}. */
  private static final int ROUNDS = Integer.getInteger("race.rounds", 1);

  @Test
  void whateverRacesIsAsIfOneCameAfterAnother() {
    new StressOptions()
        .iterations(6 * ROUNDS)
        .invocationsPerIteration(1_000 * ROUNDS)
        .threads(3)
        .actorsBefore(2)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(Table.class);
  }

  /** The model checker would notice a table that decides outside its lock. */
  @Test
  void aTableThatLooksFirstAndTakesLaterIsCaught() {
    assertThatThrownBy(
            () ->
                new ModelCheckingOptions()
                    .iterations(20)
                    .invocationsPerIteration(100)
                    .threads(2)
                    .actorsPerThread(2)
                    .check(CarelessTable.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /** The table and what is asked of it. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  public static class Table {

    private static final Mti ANSWER = new Mti("0210");
    private static final Object CONNECTION = "connection";

    final List<AtomicInteger> opened = counters();
    final List<AtomicInteger> ended = counters();

    private final PendingRequests pending =
        new PendingRequests(
            new PendingRequests.Limits(2, Duration.ofSeconds(2), Duration.ofSeconds(10), 4),
            new StandingTimer(),
            _ -> {});

    @Operation
    public String open(@Param(name = "key") int key) {
      CompletableFuture<LinkResult> result = new CompletableFuture<>();
      PendingRequests.Opening opening = pending.open(key(key), ANSWER, result);
      if (opening == PendingRequests.Opening.OPENED) {
        opened.get(key).incrementAndGet();
        var _ = result.thenRun(() -> ended.get(key).incrementAndGet());
      }
      return opening.name();
    }

    @Operation
    public boolean sent(@Param(name = "key") int key) {
      return pending.sent(key(key), CONNECTION);
    }

    @Operation
    public String answered(@Param(name = "key") int key) {
      return pending.answered(ANSWER, answer(key)).toString();
    }

    @Operation
    public boolean withdrawn(@Param(name = "key") int key) {
      return pending.withdraw(key(key), "no key");
    }

    @Operation
    public void connectionLost() {
      pending.lost(CONNECTION);
    }

    @Operation
    public void shutdown() {
      pending.endAll();
    }

    @Operation
    public int inFlight() {
      return pending.inFlight();
    }

    @Validate
    public void everyRequestIsOpenOrHasEndedOnce() {
      int open = 0;
      for (int key = 0; key < opened.size(); key++) {
        int left = opened.get(key).get() - ended.get(key).get();
        if (left < 0 || left > 1) {
          throw new IllegalStateException("request " + key + " ended another time than once");
        }
        open += left;
      }
      if (open != pending.inFlight()) {
        throw new IllegalStateException(open + " are open, the table has " + pending.inFlight());
      }
    }

    static UpstreamKey key(int number) {
      return new UpstreamKey("1122143000", new Stan(number), "49000000", "49000000");
    }

    private static UpstreamAnswer answer(int number) {
      return new UpstreamAnswer(
          key(number), ResponseCode.APPROVED, null, null, null, null, null, null, null);
    }

    private static List<AtomicInteger> counters() {
      List<AtomicInteger> counters = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        counters.add(new AtomicInteger());
      }
      return counters;
    }
  }

  /** As the table would be if it let go of its lock between looking and taking. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  public static class CarelessTable {

    private final Set<Integer> waiting = Collections.synchronizedSet(new HashSet<>());

    @Operation
    public boolean open(@Param(name = "key") int key) {
      return waiting.add(key);
    }

    @Operation
    public boolean answered(@Param(name = "key") int key) {
      return taken(key);
    }

    @Operation
    public boolean timedOut(@Param(name = "key") int key) {
      return taken(key);
    }

    private boolean taken(int key) {
      boolean there = waiting.contains(key);
      waiting.remove(key);
      return there;
    }
  }

  /** A clock that stands; the deadline is asked for by {@link Table#shutdown}. */
  private record StandingTimer() implements LinkTimer {

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Handle after(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}
