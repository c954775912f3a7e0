package io.oneclear.bench.run;

import io.oneclear.bench.measure.Sample;
import io.oneclear.bench.measure.Sampler;
import io.oneclear.bench.measure.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a candidate has worked off what an overload left: one rate must not pay for another.
 */
final class Quiet {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 500;

  /** Share of one processor below which nothing but timers runs. */
  private static final double IDLE = 0.15;

  private Quiet() {}

  static void await(Sampler sampler) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Sample before = sampler.sample();
    double used = 1;
    while (used > IDLE && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      Sample now = sampler.sample();
      double perSecond = 1;
      used =
          Usage.between(before, now, perSecond).cpuMicros().values().stream()
                  .mapToDouble(Double::doubleValue)
                  .sum()
              / TimeUnit.SECONDS.toMicros(1);
      before = now;
    }
  }
}
