package io.oneclear.store.settlement;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Seconds of a core used so far by this process and by a PostgreSQL server with all it started.
 *
 * @param own of this process
 * @param server of the server, backends that ended included
 */
record ServerCost(double own, double server) {

  private static final double NANOS = 1e9;
  private static final double TICKS = 100;

  static ServerCost now(long postmaster) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long ticks = ticks(postmaster, true);
    for (ProcessHandle backend : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
      ticks += ticks(backend.pid(), false);
    }
    return new ServerCost(system.getProcessCpuTime() / NANOS, ticks / TICKS);
  }

  ServerCost since(ServerCost before) {
    return new ServerCost(own - before.own, server - before.server);
  }

  /** The most this process has had on its heap since the last call, garbage included. */
  static long peakHeapMegabytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
        pool.resetPeakUsage();
      }
    }
    return bytes >> 20;
  }

  /** From proc(5): 14 and 15 are a process's own ticks, 16 and 17 those of its ended children. */
  private static long ticks(long process, boolean withEndedChildren) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return withEndedChildren
          ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14])
          : ticks;
    } catch (IOException ended) {
      if (withEndedChildren) {
        throw new UncheckedIOException(ended);
      }
      return 0;
    }
  }
}
