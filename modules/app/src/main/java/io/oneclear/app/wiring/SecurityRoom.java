package io.oneclear.app.wiring;

import io.oneclear.security.GuardedSecurityModule;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's security module behind its guard, and the tests it makes of itself. */
final class SecurityRoom {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityRoom.class);

  /** A few hundred microseconds of one thread. */
  private static final Duration TEST_EVERY = Duration.ofMinutes(1);

  private final GuardedSecurityModule.Alarm timer;
  private final Supplier<Optional<String>> selfTest;
  private final Consumer<String> broken;

  /**
   * @param selfTest says which cipher is wrong
   */
  SecurityRoom(
      GuardedSecurityModule.Alarm timer,
      Supplier<Optional<String>> selfTest,
      Consumer<String> broken) {
    this.timer = timer;
    this.selfTest = selfTest;
    this.broken = broken;
  }

  /**
   * @param broken told, with why, when the module has found itself wrong and answers no more
   */
  static SecurityModule open(
      Setup setup,
      MasterKeys keys,
      SecureRandom random,
      GuardedSecurityModule.Alarm timer,
      Consumer<String> broken) {
    var config = setup.config().security();
    SoftwareSecurityModule software =
        new SoftwareSecurityModule(
            keys.lmk(), new SoftwareModuleConfig(config.maxOpenKeys()), random);
    new SecurityRoom(timer, software::testItself, broken).testLater();
    return new GuardedSecurityModule(setup.before().apply(software), config.answerWithin(), timer);
  }

  /** Tests, and tests again, until something is wrong. */
  void testLater() {
    var _ = timer.after(TEST_EVERY, this::test);
  }

  private void test() {
    selfTest
        .get()
        .ifPresentOrElse(
            cipher -> {
              LOG.error(
                  "the security module computes {} wrongly: this process ends; if it happens"
                      + " again, have the machine's memory tested or take another JDK",
                  cipher);
              broken.accept("its security module computes " + cipher + " wrongly");
            },
            this::testLater);
  }
}
