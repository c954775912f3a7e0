package io.oneclear.proof.node;

import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.Life;
import io.oneclear.proof.world.Weather;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SecurityModuleException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The real software module behind a line that can be slow or dead, as a network HSM's. */
final class SimulatedSecurity implements SecurityModule {

  private final SecurityModule module;
  private final Life life;
  private final Weather weather;
  private final Chance chance;

  SimulatedSecurity(SecurityModule module, Life life, Weather weather, Chance chance) {
    this.module = module;
    this.life = life;
    this.weather = weather;
    this.chance = chance;
  }

  private <T> CompletableFuture<T> through(String what, Supplier<CompletableFuture<T>> call) {
    if (!life.reaches(what)) {
      return Life.nothing();
    }
    if (weather.strikes(Fault.MODULE_FAILS, what)) {
      return CompletableFuture.failedFuture(
          new SecurityModuleException(SecurityModuleException.Reason.UNAVAILABLE, "no answer"));
    }
    CompletableFuture<T> answer = call.get();
    if (!weather.strikes(Fault.MODULE_SLOW, what)) {
      return answer;
    }
    CompletableFuture<Void> pause = new CompletableFuture<>();
    life.afterMillis(chance.between(200, 40_000), () -> pause.complete(null));
    return pause.thenCompose(_ -> answer);
  }

  @Override
  public CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data) {
    return through("mac", () -> module.mac(algorithm, key, data));
  }

  @Override
  public CompletableFuture<Boolean> verifyMac(
      MacAlgorithm algorithm, KeyBlock key, ByteRange data, byte[] mac) {
    return through("verifyMac", () -> module.verifyMac(algorithm, key, data, mac));
  }

  @Override
  public CompletableFuture<PinBlock> translatePin(
      KeyBlock fromKey, PinFormat from, KeyBlock toKey, PinFormat to, PinBlock block, Pan pan) {
    return through("translatePin", () -> module.translatePin(fromKey, from, toKey, to, block, pan));
  }

  @Override
  public CompletableFuture<WorkingKeys> newWorkingKeys(KeyScheme scheme, KeyBlock tmk) {
    return through("workingKeys", () -> module.newWorkingKeys(scheme, tmk));
  }

  @Override
  public CompletableFuture<KeyBlock> importKey(
      KeyUsage usage, KeyBlock transportKey, byte[] encrypted) {
    return module.importKey(usage, transportKey, encrypted);
  }

  @Override
  public CompletableFuture<byte[]> checkValue(KeyUsage usage, KeyBlock key) {
    return module.checkValue(usage, key);
  }
}
