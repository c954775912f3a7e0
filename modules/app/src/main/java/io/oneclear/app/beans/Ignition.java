package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jpos.q2.Q2;

/**
 * Q2 on a deploy directory, with the wiring its beans open and close. Q2's scanner stays on, so
 * that links come and go with their descriptors; its flight recorder, class loader, shutdown hook
 * and command line stay off.
 */
public final class Ignition extends Q2 {

  private final Wiring wiring;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean up;

  /**
   * @param deploy the directory; Q2 renames descriptors in it that it cannot read
   */
  public Ignition(Path deploy, Wiring wiring) {
    super(new String[] {"-d", deploy.toString(), "--no-jfr", "--no-dynamic", "--no-shutdown-hook"});
    this.wiring = wiring;
  }

  Wiring wiring() {
    return wiring;
  }

  /**
   * Opens a part. At the start the first failure is the whole node's: what comes after it is not
   * even tried. Later, a descriptor that was dropped in fails alone.
   */
  void open(Consumer<Wiring> part) {
    if (up) {
      part.accept(wiring);
    } else if (failure.get() == null) {
      try {
        part.accept(wiring);
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }
  }

  /**
   * Starts what {@code deploy} holds and waits until it is up.
   *
   * @throws RuntimeException what the first part that could not start threw
   */
  public void startAndWait(Duration limit) {
    start();
    boolean started = ready(limit.toMillis());
    RuntimeException why = failure.get();
    if (why != null) {
      stop();
      throw why;
    }
    if (!started) {
      stop();
      throw new IllegalStateException("not up within " + limit.toSeconds() + " s");
    }
    up = true;
  }
}
