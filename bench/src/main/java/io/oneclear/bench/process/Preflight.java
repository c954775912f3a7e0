package io.oneclear.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be there before it is worth starting. Ports are not among it: every listener takes a
 * free one and says which.
 */
public final class Preflight {

  /** Files, libraries and database connections of a process, beside its terminals. */
  private static final int OWN_DESCRIPTORS = 512;

  /** One address has so many ports for the load generator to connect from, less some in use. */
  private static final int MOST_CONNECTIONS = 20_000;

  private static final long ROOM = 4L << 30;
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+\\S+\\s+(\\S+)");

  private Preflight() {}

  /**
   * @param connections of terminals to the switch
   * @param directory where the databases will be
   * @throws BenchException that says all that is in the way
   */
  public static void check(int connections, Path directory) throws IOException {
    check(connections, directory, 0);
  }

  /**
   * The same.
   *
   * @param more bytes that the databases need beyond the usual
   */
  public static void check(int connections, Path directory, long more) throws IOException {
    List<String> inTheWay = new ArrayList<>();
    Path limits = Path.of("/proc/self/limits");
    if (Files.notExists(limits)) {
      throw new BenchException("CPU time is read from /proc: this needs Linux");
    }
    long descriptors = openFiles(Files.readString(limits));
    if (connections + OWN_DESCRIPTORS > descriptors) {
      inTheWay.add(
          "a process may have %d open files and %d connections need %d; raise it with 'ulimit -Hn' or give fewer --connections"
              .formatted(descriptors, connections, connections + OWN_DESCRIPTORS));
    }
    if (connections > MOST_CONNECTIONS) {
      inTheWay.add(
          "--connections: one address can make %d to a port, not %d"
              .formatted(MOST_CONNECTIONS, connections));
    }
    long free = Files.getFileStore(directory).getUsableSpace();
    long needed = ROOM + more;
    if (free < needed) {
      inTheWay.add(
          "the databases need %d MB in %s and there are %d"
              .formatted(needed >> 20, directory, free >> 20));
    }
    if (!inTheWay.isEmpty()) {
      throw new BenchException(String.join("; ", inTheWay));
    }
  }

  /** The hard limit: a JVM raises its own to it. */
  static long openFiles(String limits) {
    Matcher line = OPEN_FILES.matcher(limits);
    if (!line.find() || line.group(1).equals("unlimited")) {
      return Long.MAX_VALUE;
    }
    return Long.parseLong(line.group(1));
  }
}
