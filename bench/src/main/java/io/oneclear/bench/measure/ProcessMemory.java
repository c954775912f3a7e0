package io.oneclear.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process holds of the machine, from {@code /proc/PID}. */
public final class ProcessMemory {

  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Bytes of it that are in memory. */
  public static long resident(long pid) throws IOException {
    return resident(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
  }

  static long resident(List<String> status) throws IOException {
    for (String line : status) {
      if (line.startsWith(RESIDENT)) {
        return Long.parseLong(line.substring(RESIDENT.length()).strip().split(" ", 2)[0]) << 10;
      }
    }
    throw new IOException("the system does not say how much memory a process has");
  }

  /** Files and sockets it has open. */
  public static long descriptors(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.count();
    }
  }
}
