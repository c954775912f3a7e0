package io.oneclear.bench.scale;

import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.knee.Knee;
import io.oneclear.bench.run.Audit;
import io.oneclear.bench.run.Point;
import java.util.List;
import java.util.Optional;

/**
 * What was seen with one setting.
 *
 * @param filled how its journal was filled; empty if it began empty
 * @param startSeconds until scheme and switch were ready
 * @param knee empty if none was looked for, or no rate was carried
 * @param audit empty if none was asked for
 */
public record Scaled(
    Setting setting,
    Optional<Filled> filled,
    double startSeconds,
    List<Point> points,
    Optional<Knee> knee,
    Optional<Timed> audit) {

  /** An audit, and how long it took. */
  public record Timed(Audit audit, double seconds) {}
}
