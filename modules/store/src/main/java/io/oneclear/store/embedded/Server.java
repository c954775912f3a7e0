package io.oneclear.store.embedded;

import static java.util.stream.Collectors.joining;

import io.oneclear.store.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process on a cluster: start, find again, stop. */
final class Server {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  static final String DATABASE = "oneclear";
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration KILL_WITHIN = Duration.ofSeconds(5);

  /** What must hold, and be shown to hold, before a transaction is trusted to this server. */
  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Cluster cluster;
  private final Binaries binaries;
  private final CommandRunner runner;

  Server(Cluster cluster, Binaries binaries, CommandRunner runner) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.runner = runner;
  }

  /** Starts the server and waits until it takes connections, crash recovery included. */
  Process start(int port, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Process process = launch(port);
      try {
        awaitConnections(process, port, deadline);
        return process;
      } catch (SharedMemoryStillInUse e) {
        // Backends of a killed server take a moment to notice that it is gone.
        if (System.nanoTime() > deadline) {
          throw new StoreException("PostgreSQL did not start: " + cluster.lastWords());
        }
      }
    }
  }

  /**
   * Takes over a server that a killed process left behind, if it is the one we would start now:
   * nothing has to be written out and recovered then. Everybody else is cut off first and is gone
   * when this returns, so that nothing of the old process can still commit.
   *
   * @return the port it listens on; empty if there is none that can be used
   */
  Optional<Integer> takeOver(Duration within) {
    Optional<Integer> port = cluster.runningServer().flatMap(_ -> cluster.runningPort());
    if (port.isEmpty() || !cluster.startedWith().equals(commandLine(port.get()))) {
      return Optional.empty();
    }
    try (Connection connection = connect(port.get(), "postgres")) {
      verifyDurability(connection);
      cutOffOthers(connection, System.nanoTime() + within.toNanos());
      makeDatabase(connection);
      return port;
    } catch (SQLException e) {
      LOG.warn("the PostgreSQL left behind cannot be taken over: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** As the server itself writes down how it was started. */
  private Optional<String> commandLine(int port) {
    try {
      return Optional.of(
          binaries.program("postgres").toRealPath()
              + arguments(port).stream().map(" \"%s\""::formatted).collect(joining()));
    } catch (IOException e) {
      throw new StoreException("PostgreSQL's program is not there: " + e.getMessage(), e);
    }
  }

  private static void cutOffOthers(Connection connection, long deadline) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      while (othersTold(statement) > 0) {
        if (System.nanoTime() > deadline) {
          throw new SQLException("there are sessions that do not end");
        }
        statement.execute("SELECT pg_sleep(0.005)");
      }
    }
  }

  private static long othersTold(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> arguments(int port) {
    List<String> arguments = new ArrayList<>(List.of("-D", cluster.data().toString()));
    settings(port).forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  private Process launch(int port) {
    try {
      return runner
          .program(binaries.program("postgres"), arguments(port))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
          .start();
    } catch (IOException e) {
      throw new StoreException("PostgreSQL could not be started: " + e.getMessage(), e);
    }
  }

  /** Given on the command line, so that no file in the directory can say otherwise. */
  private static Map<String, String> settings(int port) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("port", Integer.toString(port));
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "60");
    for (String name : DURABILITY) {
      settings.put(name, "on");
    }
    settings.put("shared_buffers", "256MB");
    settings.put("effective_cache_size", "1GB");
    settings.put("wal_buffers", "16MB");
    // A checkpoint costs full pages; the time between two costs recovery. A gigabyte of log is
    // replayed in a few seconds.
    settings.put("max_wal_size", "1GB");
    // What there is of the log's segments is used again and never made anew.
    settings.put("min_wal_size", "1GB");
    settings.put("checkpoint_timeout", "5min");
    settings.put("work_mem", "32MB");
    settings.put("maintenance_work_mem", "128MB");
    settings.put("random_page_cost", "1.1");
    settings.put("jit", "off");
    settings.put("autovacuum_naptime", "15s");
    settings.put("autovacuum_max_workers", "2");
    settings.put("deadlock_timeout", "200ms");
    settings.put("tcp_keepalives_idle", "30");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("log_checkpoints", "off");
    // Statements and their values stay out of the log.
    settings.put("log_min_error_statement", "panic");
    settings.put("log_error_verbosity", "terse");
    return settings;
  }

  private void awaitConnections(Process process, int port, long deadline)
      throws SharedMemoryStillInUse {
    while (System.nanoTime() < deadline) {
      try (Connection connection = connect(port, "postgres")) {
        verifyDurability(connection);
        makeDatabase(connection);
        return;
      } catch (SQLException notYet) {
        if (ended(process)) {
          String words = cluster.lastWords();
          if (words.contains("shared memory block")) {
            throw new SharedMemoryStillInUse();
          }
          throw new StoreException("PostgreSQL did not start: " + words);
        }
      }
    }
    process.destroyForcibly();
    throw new StoreException("PostgreSQL did not start in time: " + cluster.lastWords());
  }

  /** Waits a moment for the process to end. */
  private static boolean ended(Process process) {
    try {
      return process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while PostgreSQL was starting", e);
    }
  }

  private Connection connect(int port, String database) throws SQLException {
    return DriverManager.getConnection(
        url(port, database) + "?connectTimeout=2&loginTimeout=2&socketTimeout=10",
        Cluster.USER,
        cluster.password());
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static void verifyDurability(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String name : DURABILITY) {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
          if (!row.next() || !row.getString(1).equals("on")) {
            throw new StoreException("PostgreSQL runs without " + name + ": refusing to use it");
          }
        }
      }
    }
  }

  private static void makeDatabase(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (row.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  boolean runs() {
    return cluster.runningServer().isPresent();
  }

  Optional<Long> processId() {
    return cluster.runningServer().map(ProcessHandle::pid);
  }

  /** Stops whatever server runs on the cluster: orderly if it can be, hard if it must be. */
  void stop(Duration orderlyWithin) {
    Optional<ProcessHandle> server = cluster.runningServer();
    if (server.isEmpty()) {
      return;
    }
    if (!stop(server.get(), "fast", orderlyWithin)
        && !stop(server.get(), "immediate", KILL_WITHIN)) {
      LOG.warn("PostgreSQL {} does not stop: killing it", server.get().pid());
      server.get().descendants().forEach(ProcessHandle::destroyForcibly);
      server.get().destroyForcibly();
      if (!gone(server.get(), KILL_WITHIN)) {
        throw new StoreException("PostgreSQL " + server.get().pid() + " cannot be stopped");
      }
    }
  }

  private boolean stop(ProcessHandle server, String mode, Duration within) {
    if (within.isZero()) {
      return false;
    }
    try {
      runner.run(
          binaries.program("pg_ctl"),
          List.of("stop", "--pgdata=" + cluster.data(), "--mode=" + mode, "--no-wait"),
          KILL_WITHIN);
      return gone(server, within);
    } catch (StoreException e) {
      LOG.warn("{}", e.getMessage());
      return !server.isAlive();
    }
  }

  private static boolean gone(ProcessHandle server, Duration within) {
    try {
      server.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException still) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new StoreException("cannot watch PostgreSQL", e);
    }
  }

  /** Backends of a server that was killed are still there. */
  private static final class SharedMemoryStillInUse extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
