package io.oneclear.bench.run;

import io.oneclear.bench.knee.Knee;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen of one candidate.
 *
 * @param knee empty if no rate was carried, or none was looked for
 * @param search the points that found the knee, in the order they were tried
 * @param points at fixed shares of the knee, or at the rates asked for
 * @param audit what {@code oneclear audit} said; empty for a peer
 */
public record CandidateResult(
    Candidate candidate,
    Optional<Knee> knee,
    List<Point> search,
    List<Point> points,
    Optional<Audit> audit) {

  /** The point at this share of the knee. */
  public Optional<Point> at(double share) {
    return points.stream()
        .filter(point -> point.shareOfKnee().filter(own -> own == share).isPresent())
        .findFirst();
  }
}
