package io.oneclear.store.embedded;

import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL whose data directory is ours. It is as durable as any other: it refuses to
 * run with {@code fsync} or {@code synchronous_commit} off. If the server dies it is started again
 * on the same port.
 *
 * <p>One live process owns the directory (a file lock, which dies with the process). A server that
 * runs without an owner was left behind by a killed process. If it is the one we would start now,
 * it is taken over as it runs; otherwise it is stopped and started. In either case nothing of the
 * old process can still commit.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final DatabaseConfig connection;
  private final Duration startTime;
  private final Optional<Owned> owned;

  private EmbeddedDatabase(DatabaseConfig connection, Duration startTime, Optional<Owned> owned) {
    this.connection = connection;
    this.startTime = startTime;
    this.owned = owned;
  }

  /**
   * Starts PostgreSQL on the directory, or takes over the server that a killed process left behind.
   *
   * @throws StoreException if it cannot be started, or another live process of ours runs it
   */
  public static EmbeddedDatabase start(EmbeddedConfig config) {
    Cluster cluster = new Cluster(config.directory());
    return startIfFree(config, cluster)
        .orElseThrow(
            () -> new StoreException("another running OneClear uses the database in " + cluster));
  }

  /**
   * Like {@link #start}, but joins the server of another live process of ours if there is one;
   * closing then leaves that server alone.
   */
  public static EmbeddedDatabase startOrJoin(EmbeddedConfig config) {
    Cluster cluster = new Cluster(config.directory());
    return startIfFree(config, cluster)
        .orElseGet(
            () ->
                new EmbeddedDatabase(
                    connection(cluster, cluster.port()), Duration.ZERO, Optional.empty()));
  }

  private static Optional<EmbeddedDatabase> startIfFree(EmbeddedConfig config, Cluster cluster) {
    long began = System.nanoTime();
    Optional<FileChannel> lock = lock(config, cluster);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    boolean started = false;
    try {
      CommandRunner runner = CommandRunner.find();
      Binaries binaries = Binaries.in(config.binaries());
      Server server = new Server(cluster, binaries, runner);
      Optional<Integer> found =
          server
              .takeOver(config.stopWithin())
              .filter(port -> config.port() == 0 || config.port() == port);
      Optional<Process> child = Optional.empty();
      int port = found.orElseGet(() -> config.port() == 0 ? freePort() : config.port());
      if (found.isEmpty()) {
        server.stop(config.stopWithin());
        cluster.prepare(binaries, runner, config.logAhead());
        child = Optional.of(server.start(port, config.startWithin()));
      }
      cluster.rememberPort(port);
      Owned owned = new Owned(server, config, port, lock.get());
      owned.watch(child);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      LOG.info(
          "PostgreSQL serves {} on port {} {} {} ms",
          cluster,
          port,
          found.isPresent() ? "as it was left behind, taken over in" : "after",
          took.toMillis());
      started = true;
      return Optional.of(new EmbeddedDatabase(connection(cluster, port), took, Optional.of(owned)));
    } finally {
      if (!started) {
        release(lock.get());
      }
    }
  }

  private static DatabaseConfig connection(Cluster cluster, int port) {
    return DatabaseConfig.of(Server.url(port, Server.DATABASE), Cluster.USER, cluster.password());
  }

  /** The channel holding the lock; empty if another process, or this one, holds it. */
  private static Optional<FileChannel> lock(EmbeddedConfig config, Cluster cluster) {
    try {
      Files.createDirectories(config.directory());
      FileChannel channel =
          FileChannel.open(cluster.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException heldByUs) {
        LOG.debug("this process holds {}", cluster.lock());
      }
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(channel);
    } catch (IOException e) {
      throw new StoreException("cannot lock " + cluster.lock() + ": " + e.getMessage(), e);
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("cannot release the lock of the database: {}", e.getMessage());
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StoreException("no free port: " + e.getMessage(), e);
    }
  }

  /** How to connect. */
  public DatabaseConfig connection() {
    return connection;
  }

  /** How long it took until connections were accepted. */
  public Duration startTime() {
    return startTime;
  }

  /** The server's process; for those that want to see it die. Empty if it is another's. */
  public Optional<Long> processId() {
    return owned.flatMap(own -> own.server.processId());
  }

  /** True if this process started the server and will stop it. */
  public boolean owned() {
    return owned.isPresent();
  }

  /** Stops the server in an orderly way, if this process started it. The data stays. */
  @Override
  public void close() {
    owned.ifPresent(Owned::close);
  }

  /** A server this process is responsible for: it is started again if it dies. */
  private static final class Owned {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Server server;
    private final EmbeddedConfig config;
    private final int port;
    private final FileChannel lock;
    private final CountDownLatch closed = new CountDownLatch(1);

    Owned(Server server, EmbeddedConfig config, int port, FileChannel lock) {
      this.server = server;
      this.config = config;
      this.port = port;
      this.lock = lock;
    }

    /**
     * @param child empty if the server was started by another process; then it is looked at
     */
    void watch(Optional<Process> child) {
      Thread.ofPlatform()
          .daemon()
          .name("postgresql-watch")
          .start(
              () -> {
                try {
                  watchUntilClosed(child);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }

    private void watchUntilClosed(Optional<Process> first) throws InterruptedException {
      Optional<Process> child = first;
      while (closed.getCount() > 0) {
        String end = awaitEnd(child);
        Optional<Process> next = closed.getCount() > 0 ? startAgain(end) : Optional.empty();
        if (next.isPresent()) {
          child = next;
        } else if (closed.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }

    private String awaitEnd(Optional<Process> child) throws InterruptedException {
      if (child.isPresent()) {
        return "ended with " + child.get().waitFor();
      }
      boolean over = false;
      while (!over && server.runs()) {
        over = closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
      return "is gone";
    }

    private synchronized Optional<Process> startAgain(String end) {
      if (closed.getCount() == 0) {
        return Optional.empty();
      }
      LOG.error("PostgreSQL {}: starting it again", end);
      try {
        return Optional.of(server.start(port, config.startWithin()));
      } catch (StoreException e) {
        LOG.error("PostgreSQL could not be started again: {}", e.getMessage());
        return Optional.empty();
      }
    }

    synchronized void close() {
      if (closed.getCount() > 0) {
        closed.countDown();
        server.stop(config.stopWithin());
        release(lock);
      }
    }
  }
}
