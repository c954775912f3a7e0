package io.oneclear.simulator.scheme;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a scheme has seen since it started.
 *
 * @param messages financial messages and reversals
 * @param answers frames sent as answers to them
 * @param malformed frames or messages that could not be read
 * @param wrongMacs requests whose field 128 was wrong
 */
public record SchemeStatistics(long messages, long answers, long malformed, long wrongMacs) {

  /** Counts what happens at the wire. Any thread. */
  static final class Counters {

    final LongAdder messages = new LongAdder();
    final LongAdder answers = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder wrongMacs = new LongAdder();

    SchemeStatistics snapshot() {
      return new SchemeStatistics(messages.sum(), answers.sum(), malformed.sum(), wrongMacs.sum());
    }
  }
}
