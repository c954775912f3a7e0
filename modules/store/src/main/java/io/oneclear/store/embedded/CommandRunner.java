package io.oneclear.store.embedded;

import io.oneclear.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root. As root we run them in a user namespace
 * of their own, where root is nobody in particular but still owns its files; where the kernel
 * forbids that, as an ordinary user who is then given the directory.
 */
final class CommandRunner {

  /**
   * For glibc: a backend keeps some memory from statement to statement. By default it gives it back
   * after each and gets it anew, page by page, which is a good part of what a small commit of the
   * journal costs.
   */
  private static final Map<String, String> KEEP_MEMORY =
      Map.of(
          "MALLOC_TRIM_THRESHOLD_", "67108864",
          "MALLOC_TOP_PAD_", "4194304",
          "MALLOC_MMAP_THRESHOLD_", "16777216");

  private static final Duration PROBE_WITHIN = Duration.ofSeconds(5);

  private final List<String> prefix;
  private final String runAs;

  private CommandRunner(List<String> prefix, String runAs) {
    this.prefix = prefix;
    this.runAs = runAs;
  }

  /** Finds the way that works here. */
  static CommandRunner find() {
    // A session of its own: Ctrl-C at the terminal is for us, not for the server.
    List<String> session = succeeds("setsid", "true") ? List.of("setsid") : List.of();
    if (!"0".equals(output("id", "-u").strip())) {
      return new CommandRunner(session, null);
    }
    if (succeeds("unshare", "--user", "--", "true")) {
      return new CommandRunner(joined(session, "unshare", "--user", "--"), null);
    }
    for (String user : List.of("postgres", "nobody")) {
      if (succeeds("setpriv", "--reuid=" + user, "--clear-groups", "--", "true")) {
        return new CommandRunner(
            joined(session, "setpriv", "--reuid=" + user, "--clear-groups", "--"), user);
      }
    }
    throw new StoreException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here:"
            + " start OneClear as an ordinary user");
  }

  /** Makes the directory readable and writable for the server. */
  void own(Path directory) {
    if (runAs != null) {
      run(List.of("chown", "-R", runAs, directory.toString()), PROBE_WITHIN);
    }
  }

  /** A process builder for one of PostgreSQL's programs. */
  ProcessBuilder program(Path binary, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(binary.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    KEEP_MEMORY.forEach(builder.environment()::putIfAbsent);
    return builder;
  }

  /**
   * Runs a program to its end.
   *
   * @return what it printed
   * @throws StoreException if it fails or takes too long; the message has its output
   */
  String run(Path binary, List<String> arguments, Duration within) {
    return finish(program(binary, arguments), within);
  }

  private static String run(List<String> command, Duration within) {
    return finish(new ProcessBuilder(command), within);
  }

  private static String finish(ProcessBuilder builder, Duration within) {
    String name = String.join(" ", builder.command());
    try {
      Path output = Files.createTempFile("oneclear-", ".out");
      try {
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
          throw new StoreException(
              name + (ended ? " failed: " : " did not end in " + within + ": ") + said.strip());
        }
        return said;
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new StoreException(name + " could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(name + " was interrupted", e);
    }
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PROBE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String output(String... command) {
    return run(List.of(command), PROBE_WITHIN);
  }

  private static List<String> joined(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
