package io.oneclear.simulator.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;

/**
 * Where trace numbers begin. Terminals keep their batch between two load runs, and a purchase under
 * a trace of the same batch is a duplicate: it would be answered from the journal and measure
 * nothing. So a run begins where the last one against the same target ended, as a file remembers;
 * it is written before the first purchase leaves. Without a file the time of day decides, eleven
 * traces for every second of it.
 */
final class Traces {

  private static final int LAST = 999_999;
  private static final int PER_SECOND = 11;

  private Traces() {}

  /** The first trace of every terminal, for this run alone. */
  static int reserve(LoadPlan plan, Clock clock) throws IOException {
    if (plan.firstTrace() != 0) {
      return plan.firstTrace();
    }
    if (plan.traceFile() == null) {
      return byTimeOfDay(plan, clock);
    }
    Properties remembered = read(plan.traceFile());
    String target = plan.host() + ":" + plan.port();
    int first = Integer.parseInt(remembered.getProperty(target, "1"));
    int next = first + plan.tracesPerTerminal();
    remembered.setProperty(target, Integer.toString(next > LAST ? next - LAST : next));
    write(plan.traceFile(), remembered);
    return first;
  }

  /** The one after it: the first went into the sign-on. */
  static int after(int trace) {
    return trace == LAST ? 1 : trace + 1;
  }

  private static int byTimeOfDay(LoadPlan plan, Clock clock) {
    if (plan.rate() > plan.terminals() * PER_SECOND) {
      throw new LoadException(
          plan.rate()
              + " purchases a second over "
              + plan.terminals()
              + " terminals use up trace numbers too fast to tell two runs apart: take more"
              + " terminals, or a trace file, or a first trace");
    }
    int second = clock.instant().atZone(clock.getZone()).toLocalTime().toSecondOfDay();
    return 1 + second * PER_SECOND;
  }

  private static Properties read(Path file) throws IOException {
    Properties remembered = new Properties();
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        remembered.load(in);
      }
    }
    return remembered;
  }

  private static void write(Path file, Properties remembered) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      remembered.store(out, "next trace number of load runs, by target");
    }
  }
}
