package io.oneclear.store.settlement;

import io.oneclear.settlement.Checkpoint;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.SettlementException;
import io.oneclear.settlement.SettlementListener;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What disturbs the workers of a house, decided by a seed: at one of the places they pass a worker
 * dies, the server ends all its connections, or another worker tries to work too.
 */
final class Trouble implements Checkpoint {

  /** What happens. */
  enum Kind {
    WORKER_DIES,
    CONNECTIONS_END,
    SECOND_WORKER
  }

  /** The process is gone. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Death(String place) {
      super(place);
    }
  }

  private final SettlementHouse house;
  private final SplittableRandom random;
  private final Map<String, Integer> struckAt = new TreeMap<>();
  private Kind kind;
  private int placesLeft;
  private boolean struck;

  Trouble(SettlementHouse house, long seed) {
    this.house = house;
    this.random = new SplittableRandom(seed);
  }

  /** How often it struck, by kind and place. */
  Map<String, Integer> struckAt() {
    return struckAt;
  }

  /**
   * Works, perhaps disturbed.
   *
   * @param most places that are passed before it strikes
   * @return empty if the worker came to grief; then somebody starts it again
   */
  <T> Optional<T> attempt(int most, Supplier<T> work) {
    arm(most);
    try {
      return Optional.of(work.get());
    } catch (Death _) {
      return Optional.empty();
    } catch (SettlementException e) {
      if (!endedConnections()) {
        throw e;
      }
      return Optional.empty();
    } finally {
      disarm();
    }
  }

  private synchronized void arm(int most) {
    struck = false;
    placesLeft = random.nextInt(10) < 6 ? 1 + random.nextInt(most) : 0;
    kind = Kind.values()[random.nextInt(Kind.values().length)];
  }

  private synchronized boolean endedConnections() {
    return struck && kind == Kind.CONNECTIONS_END;
  }

  private synchronized void disarm() {
    placesLeft = 0;
    if (endedConnections()) {
      house.forgetConnections();
    }
  }

  /** Lanes come here at the same time; one of them is struck. */
  @Override
  public synchronized void reached(String place) {
    if (placesLeft == 0 || --placesLeft > 0) {
      return;
    }
    struck = true;
    struckAt.merge(kind + " " + place, 1, Integer::sum);
    switch (kind) {
      case WORKER_DIES -> throw new Death(place);
      case CONNECTIONS_END -> house.endConnections();
      case SECOND_WORKER -> secondWorker(place);
    }
  }

  private void secondWorker(String place) {
    // Inside a unit of work its pool may have no connection left, and who approves or takes the
    // bank's answers is no worker.
    if (place.matches("APPROVE:.*-commit|CONFIRM:answer-taken|.*(before-commit|lane|begun).*")) {
      return;
    }
    RunResult result =
        house.settlement().run(SettlementHouse.FRIDAY, RunOptions.ALL, SettlementListener.NONE);
    if (!(result instanceof RunResult.Busy)) {
      throw new AssertionError("a second worker works: " + result.line());
    }
  }
}
