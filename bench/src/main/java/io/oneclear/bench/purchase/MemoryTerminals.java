package io.oneclear.bench.purchase;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.switching.Terminals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Terminals that have signed on and do nothing but trade; look-ups come from memory as always. */
final class MemoryTerminals implements Terminals {

  private final Map<TerminalId, Profile> profiles;

  MemoryTerminals(Profile... profiles) {
    this.profiles =
        Stream.of(profiles)
            .collect(
                Collectors.toUnmodifiableMap(
                    profile -> profile.terminal().id(), Function.identity()));
  }

  @Override
  public Optional<Profile> find(TerminalId id) {
    return Optional.ofNullable(profiles.get(id));
  }

  @Override
  public CompletableFuture<BatchNumber> signOn(TerminalId id, KeyBlock pinKey, KeyBlock macKey) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> signOff(TerminalId id) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Settled> settleBatch(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> upload(
      TerminalId id, BatchNumber batch, List<UploadedRecord> records) {
    throw notTimed();
  }

  @Override
  public CompletableFuture<Void> endUpload(TerminalId id, BatchNumber batch, int count) {
    throw notTimed();
  }

  private static UnsupportedOperationException notTimed() {
    return new UnsupportedOperationException("only purchases are timed");
  }
}
