package io.oneclear.bench.command;

import io.oneclear.bench.process.BenchException;

/** Refuses what makes no sense on a command line, before anything is started. */
final class Given {

  private Given() {}

  static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new BenchException("%s: %d is too few; at least %d".formatted(option, value, least));
    }
  }

  static void within(String option, long value, long least, long most) {
    atLeast(option, value, least);
    if (value > most) {
      throw new BenchException("%s: %d is too many; at most %d".formatted(option, value, most));
    }
  }
}
