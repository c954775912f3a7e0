package io.oneclear.faults.machine;

import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.security.SecurityModuleException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The real module behind a wire that can be slow, cut, or put through to something wrong. */
final class FaultyModule implements SecurityModule {

  /** What is wrong with it. */
  enum Trouble {
    NONE,
    /** Every answer comes 300 ms late. */
    SLOW,
    /** No answer comes. */
    DEAD,
    /** Every question is refused at once. */
    REFUSES,
    /** It throws where it should answer. */
    THROWS,
    /** It says that it has done it and gives nothing. */
    EMPTY,
    /** It makes no MACs for terminals any more, and does all else. */
    NO_TERMINAL_MACS,
    /** It answers a question for double-length keys with single-length ones. */
    WEAK_KEYS
  }

  private static final Duration SLOW = Duration.ofMillis(300);

  private final SecurityModule module;
  private volatile Trouble trouble = Trouble.NONE;

  FaultyModule(SecurityModule module) {
    this.module = module;
  }

  void has(Trouble now) {
    trouble = now;
  }

  private <T> CompletableFuture<T> through(Supplier<CompletableFuture<T>> question) {
    return switch (trouble) {
      case NONE, NO_TERMINAL_MACS, WEAK_KEYS -> question.get();
      case SLOW ->
          CompletableFuture.supplyAsync(
                  () -> 0,
                  CompletableFuture.delayedExecutor(SLOW.toMillis(), TimeUnit.MILLISECONDS))
              .thenCompose(_ -> question.get());
      case DEAD -> new CompletableFuture<>();
      case REFUSES ->
          CompletableFuture.failedFuture(
              new SecurityModuleException(Reason.UNAVAILABLE, "no session"));
      case THROWS -> throw new IllegalStateException("the driver broke");
      case EMPTY -> CompletableFuture.completedFuture(null);
    };
  }

  @Override
  public CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data) {
    return trouble == Trouble.NO_TERMINAL_MACS && algorithm == MacAlgorithm.UNIONPAY_ECB
        ? new CompletableFuture<>()
        : through(() -> module.mac(algorithm, key, data));
  }

  @Override
  public CompletableFuture<Boolean> verifyMac(
      MacAlgorithm algorithm, KeyBlock key, ByteRange data, byte[] mac) {
    return through(() -> module.verifyMac(algorithm, key, data, mac));
  }

  @Override
  public CompletableFuture<PinBlock> translatePin(
      KeyBlock fromKey, PinFormat from, KeyBlock toKey, PinFormat to, PinBlock block, Pan pan) {
    return through(() -> module.translatePin(fromKey, from, toKey, to, block, pan));
  }

  @Override
  public CompletableFuture<WorkingKeys> newWorkingKeys(KeyScheme scheme, KeyBlock tmk) {
    return through(() -> module.newWorkingKeys(scheme, tmk))
        .thenApply(
            keys ->
                trouble == Trouble.WEAK_KEYS
                    ? new WorkingKeys(keys.pinKey(), keys.macKey(), null, new byte[24])
                    : keys);
  }

  @Override
  public CompletableFuture<KeyBlock> importKey(
      KeyUsage usage, KeyBlock transportKey, byte[] encrypted) {
    return through(() -> module.importKey(usage, transportKey, encrypted));
  }

  @Override
  public CompletableFuture<byte[]> checkValue(KeyUsage usage, KeyBlock key) {
    return through(() -> module.checkValue(usage, key));
  }
}
