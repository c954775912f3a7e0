package io.oneclear.bench.run;

import java.util.List;
import java.util.Optional;

/**
 * A whole benchmark.
 *
 * @param at when it began, ISO 8601
 */
public record BenchResult(
    String at, Machine machine, BenchPlan plan, List<CandidateResult> candidates) {

  /** What was seen of one candidate. */
  public Optional<CandidateResult> of(Candidate candidate) {
    return candidates.stream().filter(result -> result.candidate() == candidate).findFirst();
  }

  /** True if no money rule was found violated. */
  public boolean clean() {
    return candidates.stream().allMatch(result -> result.audit().map(Audit::clean).orElse(true));
  }
}
