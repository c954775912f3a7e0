package io.oneclear.store.journal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Tells the callers of a group that it is durable: one task a caller's thread, not one an
 * operation. After a slice of them the thread gets to do what else waits for it, such as handing
 * what these callers made of it to the sockets.
 */
final class Telling implements Runnable {

  private static final int SLICE = 64;

  private final Executor caller;
  private final Undecided undecided;
  private final List<Operation<?>> operations = new ArrayList<>();
  private int told;

  private Telling(Executor caller, Undecided undecided) {
    this.caller = caller;
    this.undecided = undecided;
  }

  static void of(List<Operation<?>> group, Undecided undecided) {
    IdentityHashMap<Executor, Telling> byCaller = new IdentityHashMap<>();
    for (Operation<?> operation : group) {
      byCaller
          .computeIfAbsent(operation.caller(), caller -> new Telling(caller, undecided))
          .operations
          .add(operation);
    }
    byCaller.values().forEach(telling -> telling.caller.execute(telling));
  }

  @Override
  public void run() {
    int end = Math.min(told + SLICE, operations.size());
    while (told < end) {
      operations.get(told++).tell(undecided);
    }
    if (told < operations.size()) {
      caller.execute(this);
    }
  }
}
