package io.oneclear.faults.crash;

import io.oneclear.message.crash.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A switch that dies with three messages at the scheme, and ends again while it recovers. */
final class RecoveryDrill {

  /** What a start passes that finds undecided transactions. */
  static final List<CrashPoint> POINTS =
      List.of(
          CrashPoint.RECOVERY_BEGUN,
          CrashPoint.RECOVERY_ENQUEUED,
          CrashPoint.TIME_OUT_BEFORE_COMMIT,
          CrashPoint.TIME_OUT_AFTER_COMMIT,
          CrashPoint.RECOVERY_DONE);

  private static final int UNDER_WAY = 3;

  private final Drill drill;
  private final List<Till> tills = new ArrayList<>();

  RecoveryDrill(Drill drill) {
    this.drill = drill;
    for (int i = 0; i < UNDER_WAY; i++) {
      tills.add(drill.till(i));
    }
  }

  /** A purchase, a void and a refund are at the scheme, which does not answer them. */
  List<String> halt(CrashPoint point, int passage) throws InterruptedException {
    List<Runnable> messages =
        List.of(
            tills.get(0).prepare(Kind.PURCHASE),
            tills.get(1).prepare(Kind.VOID),
            tills.get(2).prepare(Kind.REFUND));
    drill.scheme().freeze();
    List<CompletableFuture<Void>> driven = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try {
      for (Runnable message : messages) {
        driven.add(CompletableFuture.runAsync(message, Drill::onItsOwn));
      }
      drill.awaitUndecided(UNDER_WAY);
      drill.kill();
    } finally {
      drill.scheme().thaw();
    }
    wrong.addAll(drill.haltInRecovery(point.label(), passage));
    for (CompletableFuture<Void> each : driven) {
      Drill.finalWord(each);
    }
    wrong.addAll(drill.differences());
    return wrong.stream()
        .map(each -> "recovery, %s:%d: %s".formatted(point.label(), passage, each))
        .toList();
  }
}
