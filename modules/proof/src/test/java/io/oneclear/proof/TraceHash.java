package io.oneclear.proof;

import java.util.List;
import java.util.stream.LongStream;

/** Prints what seeds come to, for a test that compares processes. */
final class TraceHash {

  private TraceHash() {}

  /** Trace hashes of the seeds from {@code first} to {@code last}. */
  static List<String> of(long first, long last) {
    Campaign campaign = SimulationTest.campaign();
    return LongStream.rangeClosed(first, last)
        .mapToObj(seed -> campaign.run(seed).traceHash())
        .toList();
  }

  static void main(String[] arguments) {
    of(Long.parseLong(arguments[0]), Long.parseLong(arguments[1])).forEach(System.out::println);
  }
}
