package io.oneclear.simulator.day;

import io.oneclear.simulator.terminal.TerminalAnswer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts of a day under way. Any thread. */
final class Tally {

  private static final int MAX_STRANGE = 100;

  private final Map<Act, Map<String, Integer>> codes = new EnumMap<>(Act.class);
  private final List<String> strange = new CopyOnWriteArrayList<>();
  private final AtomicInteger done = new AtomicInteger();
  private final int of;
  private final DayProgress progress;

  Tally(int of, DayProgress progress) {
    this.of = of;
    this.progress = progress;
  }

  void count(Act act, TerminalAnswer answer) {
    synchronized (codes) {
      codes
          .computeIfAbsent(act, _ -> new TreeMap<>())
          .merge(answer.codeOrOutcome(), 1, Integer::sum);
    }
  }

  /** One act is over, however many messages it took. */
  void actDone() {
    progress.done(done.incrementAndGet(), of);
  }

  int acts() {
    return done.get();
  }

  void strange(String what) {
    if (strange.size() < MAX_STRANGE) {
      strange.add(what);
    }
  }

  Map<Act, Map<String, Integer>> codes() {
    synchronized (codes) {
      return new EnumMap<>(codes);
    }
  }

  List<String> strange() {
    return List.copyOf(strange);
  }
}
