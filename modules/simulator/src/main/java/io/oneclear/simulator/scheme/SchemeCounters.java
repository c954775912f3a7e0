package io.oneclear.simulator.scheme;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens at the wire. Any thread. */
final class SchemeCounters {

  final LongAdder messages = new LongAdder();
  final LongAdder answers = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder wrongMacs = new LongAdder();
  final LongAdder overruns = new LongAdder();

  SchemeStatistics snapshot() {
    return new SchemeStatistics(
        messages.sum(), answers.sum(), malformed.sum(), wrongMacs.sum(), overruns.sum());
  }
}
