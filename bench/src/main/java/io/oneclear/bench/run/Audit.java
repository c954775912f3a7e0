package io.oneclear.bench.run;

import io.oneclear.bench.process.Child;
import io.oneclear.bench.process.Children;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code oneclear audit} says about a database.
 *
 * @param clean false if a money rule is violated
 * @param lines one for each rule
 */
public record Audit(boolean clean, List<String> lines) {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** As the load left it, the switch still running. */
  public static Audit of(Children children, RunningCandidate running)
      throws IOException, InterruptedException {
    return of(children, running, LIMIT);
  }

  /** The same of a database that may take longer. */
  public static Audit of(Children children, RunningCandidate running, Duration limit)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Child audit = children.start("audit", List.of("audit", "--data=" + running.data()), lines::add);
    int code = audit.awaitEnd(limit);
    children.forget(audit);
    if (code > 1) {
      throw audit.trouble("failed with code " + code, null);
    }
    return new Audit(code == 0, List.copyOf(lines));
  }
}
