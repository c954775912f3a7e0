package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A module that is slow, dead or wrong: whoever asks hears of it in time and in one way. */
class GuardedSecurityModuleTest {

  private static final ByteRange DATA = ByteRange.of(new byte[16]);

  private final Random random = new Random(3);
  private final MasterKey lmk = MasterKey.random(random);
  private final KeyCeremony ceremony = new KeyCeremony(lmk, random);
  private final SecurityModule software =
      new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random);
  private final KeyBlock macKey = ceremony.wrap(KeyUsage.MAC, ceremony.newKey(16));
  private final KeyBlock tmk = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, ceremony.newKey(16));
  private final List<Runnable> due = new ArrayList<>();

  private SecurityModule guarded(SecurityModule module) {
    return new GuardedSecurityModule(
        module,
        Duration.ofSeconds(2),
        (_, task) -> {
          due.add(task);
          return () -> due.remove(task);
        });
  }

  private SecurityModule says(Supplier<CompletableFuture<?>> answer) {
    return guarded(new Says(answer));
  }

  private static void fails(CompletableFuture<?> asked, String text) {
    assertThat(asked).isCompletedExceptionally();
    assertThatThrownBy(asked::join)
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(SecurityModuleException.class))
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo(SecurityModuleException.Reason.UNAVAILABLE);
              assertThat(failure).hasMessageContaining(text);
            });
  }

  @Test
  void whatTheModuleDoesAtOncePassesAndSetsNoAlarm() {
    SecurityModule module = guarded(software);
    byte[] mac = module.mac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA).join();
    assertThat(module.verifyMac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA, mac).join()).isTrue();
    assertThat(module.newWorkingKeys(KeyScheme.DOUBLE_DES, tmk).join().field62()).hasSize(40);
    assertThat(module.checkValue(KeyUsage.MAC, macKey).join()).isNotEmpty();
    assertThat(due).isEmpty();
  }

  @Test
  void moduleThatIsSlowIsHeardAndItsAlarmDropped() {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    CompletableFuture<byte[]> asked =
        says(() -> answer).mac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA);
    assertThat(asked).isNotDone();
    answer.complete(new byte[8]);
    assertThat(asked.join()).hasSize(8);
    assertThat(due).isEmpty();
  }

  @Test
  void moduleThatIsDeadIsOutOfReachWhenItsTimeIsOverAndNotHeardLater() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> asked =
        says(() -> answer).verifyMac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA, new byte[8]);
    due.removeFirst().run();
    fails(asked, "no answer within 2000 ms");
    answer.complete(true);
    fails(asked, "no answer within 2000 ms");
  }

  @Test
  void answersThatAreNoneAreNotHeardAsAnswers() {
    SecurityModule empty = says(() -> CompletableFuture.completedFuture(null));
    fails(empty.verifyMac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA, new byte[8]), "none");
    fails(empty.mac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA), "none");
    fails(empty.translatePin(macKey, PinFormat.ISO0, macKey, PinFormat.ISO0, null, null), "none");
    SecurityModule shortMac = says(() -> CompletableFuture.completedFuture(new byte[4]));
    fails(shortMac.mac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA), "none");
    fails(says(() -> null).checkValue(KeyUsage.MAC, macKey), "none");
    CompletableFuture<byte[]> later = new CompletableFuture<>();
    CompletableFuture<byte[]> asked =
        says(() -> later).mac(MacAlgorithm.UNIONPAY_ECB, macKey, DATA);
    later.complete(new byte[0]);
    fails(asked, "none");
  }

  @Test
  void shorterKeysThanAskedForAreRefused() {
    KeyBlock single = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, ceremony.newKey(8));
    SecurityModule weak = says(() -> software.newWorkingKeys(KeyScheme.SINGLE_DES, single));
    assertThat(weak.newWorkingKeys(KeyScheme.SINGLE_DES, single).join().field62()).hasSize(24);
    fails(weak.newWorkingKeys(KeyScheme.DOUBLE_DES, tmk), "none");
  }

  @Test
  void whatTheModuleThrowsIsAFailureWithoutItsWords() {
    SecurityModule broken =
        says(
            () -> {
              throw new IllegalStateException("PIN 123456");
            });
    fails(broken.checkValue(KeyUsage.MAC, macKey), "IllegalStateException");
    fails(
        says(() -> CompletableFuture.failedFuture(new IllegalStateException("PIN 123456")))
            .checkValue(KeyUsage.MAC, macKey),
        "IllegalStateException");
    assertThatThrownBy(() -> broken.checkValue(KeyUsage.MAC, macKey).join())
        .hasMessageNotContaining("123456");
  }

  @Test
  void refusalsKeepTheirReason() {
    KeyBlock wrongUse = tmk;
    assertThatThrownBy(
            () -> guarded(software).mac(MacAlgorithm.UNIONPAY_ECB, wrongUse, DATA).join())
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(SecurityModuleException.class))
        .extracting(SecurityModuleException::reason)
        .isEqualTo(SecurityModuleException.Reason.BAD_KEY);
  }

  /** Says the same whatever it is asked. */
  @SuppressWarnings("unchecked") // what it says is the test's business
  private record Says(Supplier<CompletableFuture<?>> answer) implements SecurityModule {

    private <T> CompletableFuture<T> say() {
      return (CompletableFuture<T>) answer.get();
    }

    @Override
    public CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data) {
      return say();
    }

    @Override
    public CompletableFuture<Boolean> verifyMac(
        MacAlgorithm algorithm, KeyBlock key, ByteRange data, byte[] mac) {
      return say();
    }

    @Override
    public CompletableFuture<PinBlock> translatePin(
        KeyBlock fromKey, PinFormat from, KeyBlock toKey, PinFormat to, PinBlock block, Pan pan) {
      return say();
    }

    @Override
    public CompletableFuture<WorkingKeys> newWorkingKeys(KeyScheme scheme, KeyBlock tmk) {
      return say();
    }

    @Override
    public CompletableFuture<KeyBlock> importKey(
        KeyUsage usage, KeyBlock transportKey, byte[] encrypted) {
      return say();
    }

    @Override
    public CompletableFuture<byte[]> checkValue(KeyUsage usage, KeyBlock key) {
      return say();
    }
  }
}
