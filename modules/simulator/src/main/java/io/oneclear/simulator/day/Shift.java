package io.oneclear.simulator.day;

import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Terminals that sell until they are told to stop, each on a thread of its own, with the acts of a
 * business day but without its evening: nothing is settled. What stays doubtful is reversed or
 * repeated as the terminals' settings say, before the next act and at the end. Afterwards another
 * shift may go on with the same terminals.
 */
public final class Shift {

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger left;
  private final Tally tally;
  private final List<Thread> threads = new ArrayList<>();
  private final List<RuntimeException> broken = new ArrayList<>();

  private Shift(int acts) {
    this.left = new AtomicInteger(acts);
    this.tally = new Tally(acts, DayProgress.SILENT);
  }

  /**
   * Begins to sell. Terminals that have not signed on do so first, as often as it takes.
   *
   * @param terminals whose settings should be persistent, if the switch may be away for a while
   * @param acts over all terminals; the shift ends by itself after them
   * @param seed of everything that is chosen
   */
  public static Shift begin(
      List<TerminalSimulator> terminals, List<DemoCard> cards, int acts, long seed) {
    Shift shift = new Shift(acts);
    for (int i = 0; i < terminals.size(); i++) {
      TerminalSimulator terminal = terminals.get(i);
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
      TerminalDay day = new TerminalDay(terminal, new DayCards(cards), random, shift.tally);
      shift.threads.add(
          Thread.ofVirtual()
              .name("terminal-" + terminal.terminal().id().code())
              .unstarted(() -> shift.work(terminal, day)));
    }
    shift.threads.forEach(Thread::start);
    return shift;
  }

  /** No new act is begun. */
  public void end() {
    over.set(true);
  }

  /**
   * Waits until every terminal is through with what it had begun.
   *
   * @return false if one is not after so long
   * @throws IllegalStateException if one broke off
   */
  public boolean await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        return false;
      }
    }
    synchronized (broken) {
      if (!broken.isEmpty()) {
        throw new IllegalStateException("a terminal broke off", broken.getFirst());
      }
    }
    return true;
  }

  /** Names of the terminals that are not through. */
  public List<String> busy() {
    return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
  }

  /** Acts that are over. */
  public int acts() {
    return tally.acts();
  }

  /** How many answers of each code, or outcomes without one, each kind of act got. */
  public Map<Act, Map<String, Integer>> codes() {
    return tally.codes();
  }

  /** What should not have happened, at most a hundred of it; no card data. */
  public List<String> strange() {
    return tally.strange();
  }

  private void work(TerminalSimulator terminal, TerminalDay day) {
    try {
      boolean signedOn = terminal.signedOn();
      while (!signedOn && !over.get()) {
        TerminalAnswer answer = terminal.signOn();
        signedOn = answer.approved();
        if (!signedOn) {
          terminal.pause();
        }
      }
      while (signedOn && !over.get() && left.getAndDecrement() > 0) {
        day.act();
      }
      terminal.sendPendingReversal();
    } catch (RuntimeException e) {
      synchronized (broken) {
        broken.add(e);
      }
    }
  }
}
