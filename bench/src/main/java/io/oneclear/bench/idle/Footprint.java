package io.oneclear.bench.idle;

import io.oneclear.bench.measure.JvmProbe;
import io.oneclear.bench.measure.ProcessMemory;
import io.oneclear.bench.measure.Sampler;
import io.oneclear.bench.measure.Scrape;
import java.io.IOException;
import java.net.URI;

/**
 * What the switch holds at one moment.
 *
 * @param connections of terminals, by its own count
 * @param heap bytes in use, rubbish collected
 * @param direct bytes outside the heap that Java code has taken: all buffers of sockets
 * @param resident bytes of the process in memory, the collector's room for rubbish among them
 * @param descriptors open files and sockets of the process
 */
public record Footprint(long connections, long heap, long direct, long resident, long descriptors) {

  private static final String CONNECTIONS = "oneclear_terminals_connections";

  static Footprint of(Sampler sampler, JvmProbe probe, URI metrics, long pid)
      throws IOException, InterruptedException {
    long connections = connections(sampler, metrics);
    long heap = probe.heapInUse();
    return new Footprint(
        connections,
        heap,
        probe.directBytes(),
        ProcessMemory.resident(pid),
        ProcessMemory.descriptors(pid));
  }

  static long connections(Sampler sampler, URI metrics) throws IOException, InterruptedException {
    return (long) Scrape.of(sampler.client(), metrics).value(CONNECTIONS);
  }

  /** Heap and direct memory. */
  public long bytes() {
    return heap + direct;
  }
}
