package io.oneclear.store;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.switching.Terminals;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Profiles from memory, changes through a few threads of its own. */
public final class PostgresTerminals implements Terminals, AutoCloseable {

  /**
   * Loads every profile.
   *
   * @param completions runs what hangs on the futures
   */
  public static PostgresTerminals open(
      Database database, Executor completions, InstantSource clock) {
    return new PostgresTerminals();
  }

  private PostgresTerminals() {}

  @Override
  public Optional<Profile> find(TerminalId id) {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<BatchNumber> signOn(TerminalId id, KeyBlock pinKey, KeyBlock macKey) {
    return CompletableFuture.failedFuture(new StoreException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> signOff(TerminalId id) {
    return CompletableFuture.failedFuture(new StoreException("not there yet"));
  }

  @Override
  public CompletableFuture<Settled> settleBatch(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign) {
    return CompletableFuture.failedFuture(new StoreException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> upload(
      TerminalId id, BatchNumber batch, List<UploadedRecord> records) {
    return CompletableFuture.failedFuture(new StoreException("not there yet"));
  }

  @Override
  public CompletableFuture<Void> endUpload(TerminalId id, BatchNumber batch, int count) {
    return CompletableFuture.failedFuture(new StoreException("not there yet"));
  }

  @Override
  public void close() {}
}
