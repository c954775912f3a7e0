package io.oneclear.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.measure.Sample;
import io.oneclear.bench.measure.Sampler;
import io.oneclear.bench.measure.Usage;
import io.oneclear.bench.process.Child;
import io.oneclear.bench.process.Children;
import io.oneclear.simulator.load.LoadFigures;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs one order and takes a sample near the beginning and the end of what is measured. */
public final class LoadRun {

  private static final String SIGNED_ON = "terminals are signed on";
  private static final Duration SIGN_ON_LIMIT = Duration.ofMinutes(3);
  private static final Duration END_LIMIT = Duration.ofMinutes(2);

  /** Kept off both ends, because the two processes do not share a clock's zero. */
  private static final Duration MOST_MARGIN = Duration.ofMillis(500);

  private static final ObjectMapper JSON = new ObjectMapper();

  private LoadRun() {}

  /**
   * What one run showed.
   *
   * @param usage over the measured time, less a margin at both ends
   */
  public record Outcome(LoadFigures figures, Usage usage) {}

  /** Somebody who looks while it is measured. */
  @FunctionalInterface
  public interface Look {
    void look() throws IOException, InterruptedException;
  }

  /** Looks whenever so much time has passed. */
  public record Looks(Duration every, Look look) {}

  public static Outcome run(Children children, LoadOrder order, Sampler sampler)
      throws IOException, InterruptedException {
    return run(children, order, sampler, new Looks(order.duration(), () -> {}));
  }

  /** The same with somebody who looks. */
  public static Outcome run(Children children, LoadOrder order, Sampler sampler, Looks looks)
      throws IOException, InterruptedException {
    StringBuilder json = new StringBuilder();
    CountDownLatch signedOn = new CountDownLatch(1);
    Child load =
        children.start(
            "load",
            order.arguments(),
            line -> {
              if (line.endsWith(SIGNED_ON)) {
                signedOn.countDown();
              } else if (line.startsWith("{") || !json.isEmpty()) {
                json.append(line);
              }
            });
    try {
      awaitSignOn(load, signedOn);
      Usage.Meter meter = watch(order, sampler.with(Role.LOAD, load.pid()), looks);
      LoadFigures figures = figures(load, json);
      return new Outcome(figures, meter.at(figures.answersPerSecond()));
    } finally {
      children.stop(load);
    }
  }

  private static void awaitSignOn(Child load, CountDownLatch signedOn) throws InterruptedException {
    long deadline = System.nanoTime() + SIGN_ON_LIMIT.toNanos();
    while (!signedOn.await(100, TimeUnit.MILLISECONDS)) {
      if (!load.alive() || System.nanoTime() - deadline > 0) {
        throw load.trouble("has not signed its terminals on", null);
      }
    }
  }

  /** Looks on while it measures. */
  private static Usage.Meter watch(LoadOrder order, Sampler sampler, Looks looks)
      throws IOException, InterruptedException {
    Duration tenth = order.duration().dividedBy(10);
    Duration margin = tenth.compareTo(MOST_MARGIN) < 0 ? tenth : MOST_MARGIN;
    long begin = System.nanoTime() + order.warmUp().toNanos();
    waitUntil(begin + margin.toNanos());
    Sample first = sampler.sample();
    long times = order.duration().dividedBy(looks.every());
    for (int i = 1; i <= times; i++) {
      waitUntil(begin + looks.every().multipliedBy(i).minus(margin).toNanos());
      looks.look().look();
    }
    waitUntil(begin + order.duration().minus(margin).toNanos());
    return new Usage.Meter(first, sampler.sample());
  }

  private static LoadFigures figures(Child load, StringBuilder json) throws InterruptedException {
    // 1 says that not all was approved, which under overload is what is to be seen.
    int code = load.awaitEnd(END_LIMIT);
    if (code > 1 || json.isEmpty()) {
      throw load.trouble("failed with code " + code, null);
    }
    return parse(json.toString(), load);
  }

  private static LoadFigures parse(String json, Child load) {
    try {
      return JSON.readValue(json, LoadFigures.class);
    } catch (JsonProcessingException e) {
      throw load.trouble("does not say what it measured", e);
    }
  }

  private static void waitUntil(long nanos) throws InterruptedException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("a benchmark was interrupted");
      }
    }
  }
}
