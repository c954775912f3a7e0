package io.oneclear.app.wiring;

import io.oneclear.app.config.OneClearConfig.SecuritySection;
import io.oneclear.security.GuardedSecurityModule;
import io.oneclear.security.MasterKey;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.switching.SwitchMetrics;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.Timer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's security module behind its guard, and who has it test itself: every so often, on a
 * thread that may wait. One that computed wrongly answers nothing any more, so the node is to end:
 * a new process has code compiled anew and other memory.
 */
final class WatchedModule implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedModule.class);

  private final SoftwareSecurityModule software;
  private final SecurityModule guarded;
  private final Duration every;
  private final Timer timer;
  private volatile boolean closed;

  WatchedModule(Setup setup, MasterKey lmk, SecureRandom random, Timers timers) {
    SecuritySection config = setup.config().security();
    software =
        new SoftwareSecurityModule(lmk, new SoftwareModuleConfig(config.maxOpenKeys()), random);
    guarded =
        new GuardedSecurityModule(
            setup.before().apply(software), config.answerWithin(), timers.forSecurity());
    every = config.selfTestEvery();
    timer = timers.forSwitch();
  }

  /** Whom everybody asks. */
  SecurityModule module() {
    return guarded;
  }

  /** False once the module has computed wrongly. */
  boolean works() {
    return software.works();
  }

  /**
   * Begins to test.
   *
   * @param blocking where a test runs
   * @param ended completed, with why, if the module fails
   */
  void watch(Executor blocking, SwitchMetrics metrics, CompletableFuture<String> ended) {
    var _ =
        software
            .failed()
            .thenAccept(
                why -> {
                  LOG.error(
                      "the security module failed its self-test: {}; restart this process; if it"
                          + " happens again, replace the machine or the JDK",
                      why);
                  metrics.alarm(Alarm.SECURITY_MODULE);
                  ended.complete("the security module failed its self-test: " + why);
                });
    testLater(blocking);
  }

  private void testLater(Executor blocking) {
    var _ = timer.after(every, () -> blocking.execute(() -> test(blocking)));
  }

  private void test(Executor blocking) {
    if (!closed && software.testItself()) {
      testLater(blocking);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
