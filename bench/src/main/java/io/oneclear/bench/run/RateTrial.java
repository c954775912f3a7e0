package io.oneclear.bench.run;

import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.load.LoadOrder;
import io.oneclear.bench.load.LoadRun;
import io.oneclear.bench.process.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Puts rates on a running candidate.
 *
 * @param connections that its terminals share
 * @param results where the histogram logs go
 */
public record RateTrial(
    Children children, RunningCandidate running, int connections, KeepingUp rule, Path results) {

  /**
   * One rate, and what is left of it when it is over worked off.
   *
   * @param share of the knee, if it is one
   * @param name of its directory in the results
   */
  public Point put(int rate, BenchPlan.Timing timing, Optional<Double> share, String name)
      throws IOException, InterruptedException {
    Path directory = Path.of(running.candidate().key(), name + "-" + rate);
    LoadOrder order =
        new LoadOrder(
            rate,
            timing.warmUp(),
            timing.measured(),
            new LoadOrder.Crowd(running.size(), connections, running.terminals(), running.data()),
            running.candidate().worksLikeASwitch(),
            results.resolve(directory));
    LoadRun.Outcome outcome = LoadRun.run(children, order, running.sampler());
    Point point =
        new Point(
            rate,
            share,
            outcome.figures(),
            outcome.usage(),
            rule.judge(outcome.figures()),
            directory.resolve("latency.hlog").toString());
    Quiet.await(running.sampler());
    return point;
  }
}
