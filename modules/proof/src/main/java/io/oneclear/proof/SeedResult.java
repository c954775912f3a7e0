package io.oneclear.proof;

import io.oneclear.proof.rule.Findings.Violation;
import io.oneclear.proof.world.Coverage;
import java.util.List;

/**
 * What came of one seed.
 *
 * @param traceHash the same whenever and wherever this seed is run
 * @param trace what happened, a line an event, nothing of a card in it
 */
public record SeedResult(
    long seed,
    List<Violation> violations,
    Coverage coverage,
    String traceHash,
    List<String> trace) {

  public boolean clean() {
    return violations.isEmpty();
  }
}
