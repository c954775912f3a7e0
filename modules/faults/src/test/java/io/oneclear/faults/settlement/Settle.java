package io.oneclear.faults.settlement;

import io.oneclear.faults.process.Launch;
import java.nio.file.Path;
import java.time.Duration;

/** {@code settle} as a process of its own. */
record Settle(Launch launch) {

  private static final Duration END = Duration.ofMinutes(4);

  static Settle on(Path data) {
    return new Settle(
        Launch.command(
            "settle",
            data.toAbsolutePath().getParent(),
            "settle",
            "--data",
            data.toString(),
            "--maker",
            "li",
            "--checker",
            "wang",
            "--set",
            "database.connectWithin=1m"));
  }

  /** With the order to end at a place, {@code PLACE:n}. */
  Settle endAt(String place) {
    return new Settle(launch.jvm("-XX:TieredStopAtLevel=1", "-Dcrash=" + place));
  }

  Settle with(String... arguments) {
    return new Settle(launch.with(arguments));
  }

  /** Its exit code. */
  int run() throws InterruptedException {
    return launch.run(END);
  }
}
