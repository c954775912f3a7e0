package io.oneclear.app.demo;

import io.oneclear.app.output.CommandFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for something that will come about, looking now and then, and not for ever. */
final class Patience {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Patience() {}

  /**
   * @param what is waited for, as the complaint names it
   */
  static void until(String what, BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new CommandFailure("waited " + limit.toSeconds() + " s in vain: " + what);
      }
      Executor later =
          CompletableFuture.delayedExecutor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture.runAsync(() -> {}, later).join();
    }
  }
}
