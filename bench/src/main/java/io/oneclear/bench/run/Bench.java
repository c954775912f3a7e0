package io.oneclear.bench.run;

import io.oneclear.bench.process.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a plan: one candidate after the other, so that each has the machine to itself. */
public final class Bench {

  private Bench() {}

  /**
   * @param results where the histogram logs go
   */
  public static List<CandidateResult> run(
      BenchPlan plan, Children children, Path results, BenchListener listener)
      throws IOException, InterruptedException {
    List<CandidateResult> candidates = new ArrayList<>();
    for (Candidate candidate : plan.candidates()) {
      candidates.add(CandidateRun.of(candidate, plan, children, results, listener));
    }
    return candidates;
  }
}
