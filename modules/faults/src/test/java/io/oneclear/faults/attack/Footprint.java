package io.oneclear.faults.attack;

import io.oneclear.faults.Scraped;
import io.oneclear.faults.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a server holds at one moment.
 *
 * @param heap bytes in use after a collection of everything
 * @param direct bytes of the sockets' buffers, outside the heap
 * @param threads of the process
 * @param descriptors open files and sockets of the process
 * @param connections of terminals, by its own count
 */
record Footprint(long heap, long direct, long threads, long descriptors, long connections) {

  static Footprint of(ChildProcess server) throws IOException, InterruptedException {
    Process collection =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!collection.waitFor(60, TimeUnit.SECONDS) || collection.exitValue() != 0) {
      throw new IOException("the server's heap could not be collected");
    }
    Scraped metrics = Scraped.from(server.told("console"));
    Path process = Path.of("/proc", Long.toString(server.pid()));
    return new Footprint(
        metrics.count("jvm_memory_used_bytes", "area=\"heap\""),
        metrics.count("oneclear_buffers_bytes"),
        entries(process.resolve("task")),
        entries(process.resolve("fd")),
        metrics.count("oneclear_terminals_connections"));
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.count();
    }
  }

  /** True if it is what it was, but for so much. */
  boolean isBackAt(Footprint before, long bytes, int threadsMore, int descriptorsMore) {
    return heap <= before.heap + bytes
        && direct <= before.direct + bytes
        && threads <= before.threads + threadsMore
        && descriptors <= before.descriptors + descriptorsMore
        && connections <= before.connections;
  }

  @Override
  public String toString() {
    return "heap %.1f MB, direct %.1f MB, %d threads, %d descriptors, %d connections"
        .formatted(heap / 1e6, direct / 1e6, threads, descriptors, connections);
  }
}
