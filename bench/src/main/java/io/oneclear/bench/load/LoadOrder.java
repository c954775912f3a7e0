package io.oneclear.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One run of the load generator.
 *
 * @param rate purchases a second, offered whatever the answers do
 * @param warmUp at the same rate, not measured
 * @param duration measured
 * @param checksMacs of a sample of the approvals; false for a relay, which has no keys
 * @param out where its histogram log goes
 */
public record LoadOrder(
    int rate, Duration warmUp, Duration duration, Crowd crowd, boolean checksMacs, Path out) {

  /**
   * Who sends, and to whom.
   *
   * @param target {@code HOST:PORT}
   * @param data directory that holds {@code demo/terminals.csv}
   */
  public record Crowd(int terminals, int connections, String target, Path data) {}

  List<String> arguments() {
    return List.of(
        "load",
        "--json",
        "--rate=" + rate,
        "--warm-up=" + warmUp.toSeconds(),
        "--duration=" + duration.toSeconds(),
        "--terminals=" + crowd.terminals(),
        "--connections=" + crowd.connections(),
        "--target=" + crowd.target(),
        "--data=" + crowd.data(),
        "--verify=" + (checksMacs ? "SAMPLE" : "NONE"),
        "--out=" + out);
  }
}
