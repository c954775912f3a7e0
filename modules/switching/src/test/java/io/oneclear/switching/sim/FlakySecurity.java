package io.oneclear.switching.sim;

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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The real software module behind a door that can be shut, as a network HSM's can. */
public final class FlakySecurity implements SecurityModule {

  private final SecurityModule module;
  private boolean down;
  private boolean hanging;
  private boolean macDown;
  private boolean macMissing;

  public FlakySecurity(SecurityModule module) {
    this.module = module;
  }

  /** Refuses everything at once. */
  public void down(boolean now) {
    down = now;
  }

  /** Makes no MACs, but checks them. */
  public void macDown(boolean now) {
    macDown = now;
  }

  /** Makes no MACs and says that it has. */
  public void macMissing(boolean now) {
    macMissing = now;
  }

  /** Never answers. */
  public void hanging(boolean now) {
    hanging = now;
  }

  private <T> CompletableFuture<T> through(Supplier<CompletableFuture<T>> call) {
    if (hanging) {
      return new CompletableFuture<>();
    }
    return down ? unavailable() : call.get();
  }

  private static <T> CompletableFuture<T> unavailable() {
    return CompletableFuture.failedFuture(
        new SecurityModuleException(SecurityModuleException.Reason.UNAVAILABLE, "no answer"));
  }

  @Override
  public CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data) {
    if (macMissing) {
      return CompletableFuture.completedFuture(null);
    }
    return macDown ? unavailable() : through(() -> module.mac(algorithm, key, data));
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
    return through(() -> module.newWorkingKeys(scheme, tmk));
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
