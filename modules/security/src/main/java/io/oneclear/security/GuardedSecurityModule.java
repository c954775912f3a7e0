package io.oneclear.security;

import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.SecurityModuleException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Holds any module to what {@link SecurityModule} promises, so that whoever asks need not: every
 * question ends within a time, an answer that is missing or has the wrong shape is none, and what
 * fails fails with {@link SecurityModuleException}. A question that is over time gives up its
 * place; what the module says later is not heard.
 */
public final class GuardedSecurityModule implements SecurityModule {

  private static final int MAC_BYTES = 8;
  private static final int CHECK_VALUE_BYTES = 4;

  private final SecurityModule module;
  private final Duration answerWithin;
  private final Alarm alarm;

  /** Runs something later, on the monotonic clock. */
  @FunctionalInterface
  public interface Alarm {
    /**
     * @return drops the task if it has not begun
     */
    Runnable after(Duration delay, Runnable task);
  }

  /**
   * @param answerWithin longest wait for an answer
   */
  public GuardedSecurityModule(SecurityModule module, Duration answerWithin, Alarm alarm) {
    this.module = module;
    this.answerWithin = answerWithin;
    this.alarm = alarm;
  }

  @Override
  public CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data) {
    return guard(() -> module.mac(algorithm, key, data), mac -> mac.length == MAC_BYTES);
  }

  @Override
  public CompletableFuture<Boolean> verifyMac(
      MacAlgorithm algorithm, KeyBlock key, ByteRange data, byte[] mac) {
    return guard(() -> module.verifyMac(algorithm, key, data, mac), _ -> true);
  }

  @Override
  public CompletableFuture<PinBlock> translatePin(
      KeyBlock fromKey, PinFormat from, KeyBlock toKey, PinFormat to, PinBlock block, Pan pan) {
    return guard(() -> module.translatePin(fromKey, from, toKey, to, block, pan), _ -> true);
  }

  @Override
  public CompletableFuture<WorkingKeys> newWorkingKeys(KeyScheme scheme, KeyBlock tmk) {
    int bytes =
        switch (scheme) {
          case SINGLE_DES -> 24;
          case DOUBLE_DES -> 40;
          case DOUBLE_DES_WITH_TRACK_KEY, SM4 -> 60;
        };
    return guard(
        () -> module.newWorkingKeys(scheme, tmk),
        keys ->
            keys.pinKey() != null
                && keys.macKey() != null
                && keys.field62() != null
                && keys.field62().length == bytes);
  }

  @Override
  public CompletableFuture<KeyBlock> importKey(
      KeyUsage usage, KeyBlock transportKey, byte[] encrypted) {
    return guard(() -> module.importKey(usage, transportKey, encrypted), _ -> true);
  }

  @Override
  public CompletableFuture<byte[]> checkValue(KeyUsage usage, KeyBlock key) {
    return guard(() -> module.checkValue(usage, key), value -> value.length == CHECK_VALUE_BYTES);
  }

  private <T> CompletableFuture<T> guard(
      Supplier<CompletableFuture<T>> question, Predicate<T> fits) {
    CompletableFuture<T> asked;
    try {
      asked = question.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(known(e));
    }
    if (asked == null) {
      return CompletableFuture.failedFuture(misfit());
    }
    if (asked.state() == CompletableFuture.State.SUCCESS) {
      T answer = asked.resultNow();
      return answer != null && fits.test(answer) ? asked : CompletableFuture.failedFuture(misfit());
    }
    return waitFor(asked, fits);
  }

  private <T> CompletableFuture<T> waitFor(CompletableFuture<T> asked, Predicate<T> fits) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable cancel =
        asked.isDone()
            ? () -> {}
            : alarm.after(answerWithin, () -> result.completeExceptionally(late()));
    var _ =
        asked.whenComplete(
            (answer, failure) -> {
              cancel.run();
              if (failure != null) {
                result.completeExceptionally(known(failure));
              } else if (answer == null || !fits.test(answer)) {
                result.completeExceptionally(misfit());
              } else {
                result.complete(answer);
              }
            });
    return result;
  }

  private SecurityModuleException late() {
    return new SecurityModuleException(
        Reason.UNAVAILABLE, "no answer within " + answerWithin.toMillis() + " ms");
  }

  private static SecurityModuleException misfit() {
    return new SecurityModuleException(
        Reason.UNAVAILABLE, "an answer that is none to the question");
  }

  /** Not its message: what was not meant for anybody's eyes might stand in it. */
  private static SecurityModuleException known(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof SecurityModuleException expected
        ? expected
        : new SecurityModuleException(Reason.UNAVAILABLE, "failed: " + cause.getClass().getName());
  }
}
