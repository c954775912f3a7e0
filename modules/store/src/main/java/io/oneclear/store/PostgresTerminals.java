package io.oneclear.store;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.switching.Terminals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles from memory, changes through a few threads of its own with a bounded queue. A change is
 * durable, and visible to {@link #find}, before its future completes; other nodes hear of it from
 * the database. Futures fail with {@link Terminals.NotStored}.
 */
public final class PostgresTerminals implements Terminals, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresTerminals.class);
  private static final int THREADS = 4;
  private static final int QUEUE = 20_000;
  private static final long CHANGE_WITHIN_SECONDS = 20;

  private final Database database;
  private final Supplier<Executor> callers;
  private final InstantSource clock;
  private final ProfileCache cache = new ProfileCache();
  private final ConcurrentMap<String, Runnable> linkKeys = new ConcurrentHashMap<>();
  private final ProfileListener listener;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().daemon().name("terminals-", 1).factory());

  /**
   * Loads every profile.
   *
   * @param callers asked on the thread that asks for a change: where what hangs on its future runs
   * @throws StoreException if the database cannot be used
   */
  public static PostgresTerminals open(
      Database database, Supplier<Executor> callers, InstantSource clock) {
    return new PostgresTerminals(database, callers, clock);
  }

  private PostgresTerminals(Database database, Supplier<Executor> callers, InstantSource clock) {
    this.database = database;
    this.callers = callers;
    this.clock = clock;
    this.listener = ProfileListener.start(database.config(), cache, this::linkKeysChanged);
  }

  /**
   * Who wants to know that keys of a link have changed, here or at another node.
   *
   * @param changed run on the thread that hears of it; may block, must not throw
   */
  public void onLinkKeys(String link, Runnable changed) {
    linkKeys.put(link, changed);
  }

  private void linkKeysChanged(String link) {
    if (link.equals(ProfileListener.EVERY_LINK)) {
      linkKeys.values().forEach(Runnable::run);
    } else {
      linkKeys.getOrDefault(link, () -> {}).run();
    }
  }

  @Override
  public Optional<Profile> find(TerminalId id) {
    return cache.find(id);
  }

  @Override
  public CompletableFuture<BatchNumber> signOn(TerminalId id, KeyBlock pinKey, KeyBlock macKey) {
    String sql =
        """
        UPDATE terminal SET pin_key = ?, mac_key = ?,
            batch = CASE batch_state WHEN 'SETTLED' THEN batch % 999999 + 1 ELSE batch END,
            batch_opened_on = CASE batch_state
                WHEN 'SETTLED' THEN (SELECT open_date FROM business_day)
                ELSE batch_opened_on END,
            batch_state = 'OPEN'
        WHERE terminal_id = ?
        """;
    return change(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, pinKey.text());
            statement.setString(2, macKey.text());
            statement.setString(3, id.code());
            statement.executeUpdate();
          }
          return batch(connection, id);
        },
        id);
  }

  private static BatchNumber batch(Connection connection, TerminalId id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT batch FROM terminal WHERE terminal_id = ?")) {
      statement.setString(1, id.code());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new StoreException("terminal " + id + " is not known");
        }
        return new BatchNumber(row.getInt(1));
      }
    }
  }

  @Override
  public CompletableFuture<Void> signOff(TerminalId id) {
    return change(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE terminal SET pin_key = NULL, mac_key = NULL WHERE terminal_id = ?")) {
            statement.setString(1, id.code());
            statement.executeUpdate();
          }
          return null;
        },
        id);
  }

  @Override
  public CompletableFuture<Settled> settleBatch(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign) {
    return change(
        connection ->
            Batches.settle(connection, id, batch, List.of(domestic, foreign), clock.instant()),
        id);
  }

  @Override
  public CompletableFuture<Void> upload(
      TerminalId id, BatchNumber batch, List<UploadedRecord> records) {
    return change(
        connection -> {
          Batches.upload(connection, id, batch, records);
          return null;
        },
        id);
  }

  @Override
  public CompletableFuture<Void> endUpload(TerminalId id, BatchNumber batch, int count) {
    return change(
        connection -> {
          Batches.endUpload(connection, id, batch, count, clock.instant());
          return null;
        },
        id);
  }

  private <T> CompletableFuture<T> change(Database.Work<T> work, TerminalId id) {
    CompletableFuture<T> result = new CompletableFuture<>();
    CompletableFuture<T> done = new CompletableFuture<>();
    CompletableFuture<T> told =
        done.orTimeout(CHANGE_WITHIN_SECONDS, TimeUnit.SECONDS)
            .whenCompleteAsync((value, failure) -> tell(result, value, failure), callers.get());
    try {
      threads.execute(() -> change(done, work, id));
    } catch (RejectedExecutionException full) {
      LOG.debug("refused: {}", told);
      done.completeExceptionally(new StoreException("too many changes of terminals at once"));
    }
    return result;
  }

  private <T> void change(CompletableFuture<T> done, Database.Work<T> work, TerminalId id) {
    if (done.isDone()) {
      return;
    }
    try {
      T value =
          database.unitOfWork(
              connection -> {
                T changed = work.with(connection);
                CrashPoint.TERMINAL_BEFORE_COMMIT.reached();
                return changed;
              });
      CrashPoint.TERMINAL_AFTER_COMMIT.reached();
      refresh(id);
      done.complete(value);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private void refresh(TerminalId id) {
    database.unitOfWork(
        connection -> {
          cache.reloadTerminal(connection, id.code());
          return null;
        });
  }

  private static <T> void tell(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else if (failure instanceof StoreException known) {
      result.completeExceptionally(new Terminals.NotStored(known.getMessage(), known));
    } else if (failure instanceof TimeoutException late) {
      result.completeExceptionally(
          new Terminals.NotStored("not stored within %d s".formatted(CHANGE_WITHIN_SECONDS), late));
    } else {
      result.completeExceptionally(failure);
    }
  }

  @Override
  public void close() {
    listener.close();
    threads.shutdown();
  }
}
