package io.oneclear.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * All children of a benchmark. They are stopped in the opposite order of their start when this is
 * closed, or when the program is told to stop.
 */
public final class Children implements AutoCloseable {

  private final Launcher launcher;
  private final WorkingDirectory directory;
  private final Deque<Child> running = new ArrayDeque<>();
  private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stopAll);
  private boolean closed;

  private Children(Launcher launcher, WorkingDirectory directory) {
    this.launcher = launcher;
    this.directory = directory;
  }

  /**
   * @param directory where their logs go; it is closed with them
   */
  public static Children in(WorkingDirectory directory, Launcher launcher) {
    Children children = new Children(launcher, directory);
    Runtime.getRuntime().addShutdownHook(children.hook);
    return children;
  }

  public WorkingDirectory directory() {
    return directory;
  }

  /**
   * Starts one.
   *
   * @param name of its log, too
   * @param lines gets each line that it prints
   */
  public synchronized Child start(String name, List<String> arguments, Consumer<String> lines)
      throws IOException {
    if (closed) {
      throw new BenchException("stopped");
    }
    Path log = directory.log(name);
    Child child = Child.start(name, launcher.command(arguments), log, lines);
    running.push(child);
    return child;
  }

  /** Starts one whose output nobody reads. */
  public Child start(String name, List<String> arguments) throws IOException {
    return start(name, arguments, _ -> {});
  }

  /** Stops one. */
  public void stop(Child child) throws InterruptedException {
    child.stop();
    forget(child);
  }

  /** For one that ended by itself. */
  public synchronized void forget(Child child) {
    running.remove(child);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyStopping) {
      // The hook runs, or has run, and does the same.
      return;
    }
    stopAll();
  }

  private void stopAll() {
    List<Child> last;
    synchronized (this) {
      closed = true;
      last = List.copyOf(running);
      running.clear();
    }
    try {
      for (Child child : last) {
        child.stop();
      }
      directory.stopDatabases();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    directory.close();
  }
}
