package io.oneclear.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The PostgreSQL that runs in a node's data directory: its postmaster and the processes that serve
 * connections. A server that is started again is a new one: ask anew.
 */
public final class Postmaster {

  private final ProcessHandle process;

  private Postmaster(ProcessHandle process) {
    this.process = process;
  }

  /**
   * @param data the node's data directory
   * @throws IllegalStateException if no PostgreSQL runs there
   */
  public static Postmaster of(Path data) {
    Path file = data.resolve("postgres/cluster/postmaster.pid");
    try {
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return new Postmaster(
          ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .orElseThrow(() -> new IllegalStateException("no PostgreSQL runs in " + data)));
    } catch (IOException e) {
      throw new UncheckedIOException("no PostgreSQL runs in " + data, e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Of the postmaster and of every process of its. */
  public List<Long> pids() {
    return all().stream().map(ProcessHandle::pid).toList();
  }

  /** {@code kill -9} of the postmaster and of every process of its. */
  public void kill() {
    // The postmaster first: it would restart the others.
    all().forEach(one -> Signals.send("KILL", one.pid()));
    awaitEnd();
  }

  /** {@code kill -9} of one process that serves a connection: PostgreSQL recovers by itself. */
  public boolean killOneBackend() {
    return process
        .children()
        .filter(child -> commandLine(child).startsWith("postgres: oneclear "))
        .findFirst()
        .map(child -> Signals.send("KILL", child.pid()))
        .orElse(false);
  }

  /** Immediate shutdown (SIGQUIT): connections are cut, the next start recovers. */
  public void stopImmediately() {
    Signals.send("QUIT", process.pid());
    awaitEnd();
  }

  /** SIGSTOP to all of it: nothing answers, nothing is refused, connections stay open. */
  public void freeze() {
    all().forEach(one -> Signals.send("STOP", one.pid()));
  }

  /** SIGCONT to all of it. */
  public void thaw() {
    List<ProcessHandle> all = all();
    Collections.reverse(all);
    all.forEach(one -> Signals.send("CONT", one.pid()));
  }

  private List<ProcessHandle> all() {
    List<ProcessHandle> all = new ArrayList<>();
    all.add(process);
    process.children().forEach(all::add);
    return all;
  }

  private void awaitEnd() {
    process.onExit().join();
  }

  private static String commandLine(ProcessHandle child) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }
}
