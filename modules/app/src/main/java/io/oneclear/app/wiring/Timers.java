package io.oneclear.app.wiring;

import io.oneclear.link.matching.LinkTimer;
import io.oneclear.link.matching.SystemTimer;
import io.oneclear.security.GuardedSecurityModule;
import io.oneclear.switching.Timer;

/** The monotonic clock of a node, as the core and as the links want it. */
final class Timers implements AutoCloseable {

  private final SystemTimer timer = new SystemTimer("timer");

  /** As the core wants it. */
  Timer forSwitch() {
    return (delay, task) -> timer.after(delay, task)::cancel;
  }

  /** As the security module's guard wants it. */
  GuardedSecurityModule.Alarm forSecurity() {
    return (delay, task) -> timer.after(delay, task)::cancel;
  }

  /** As a link wants it. */
  LinkTimer forLink() {
    return timer;
  }

  @Override
  public void close() {
    timer.close();
  }
}
