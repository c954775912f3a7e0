package io.oneclear.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** CPU time that processes have used, from {@code /proc/PID/stat}, in steps of 10 ms. */
final class ProcessTime {

  /** Linux shows it in hundredths of a second on every architecture (USER_HZ). */
  static final int TICKS_PER_SECOND = 100;

  /** Behind the command's name: user, system, and the same of children that have ended. */
  private static final int USER_TIME = 11;

  private static final int TIMES = 4;

  private ProcessTime() {}

  /** Of a process and of its children that have ended. Zero if it has ended itself. */
  static Duration of(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException ended) {
      return Duration.ZERO;
    }
  }

  /** Of a process and all below it. */
  static Duration ofTree(long pid) {
    return ProcessHandle.of(pid)
        .map(
            root ->
                root.descendants()
                    .map(process -> of(process.pid()))
                    .reduce(of(pid), Duration::plus))
        .orElse(Duration.ZERO);
  }

  static Duration parse(String stat) {
    // The name stands in parentheses and may itself hold blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
  }
}
