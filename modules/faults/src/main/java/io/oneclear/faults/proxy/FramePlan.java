package io.oneclear.faults.proxy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Says what happens to each frame. Called from the connections' threads. */
@FunctionalInterface
public interface FramePlan {

  FramePlan PASS = _ -> Act.PASS;

  Act of(Frame frame);

  /** Another plan for the frames that match; this one for the others. */
  default FramePlan but(Predicate<Frame> which, FramePlan other) {
    return frame -> which.test(frame) ? other.of(frame) : of(frame);
  }

  /** One act for the frames that go this way. */
  static FramePlan all(Direction direction, Act act) {
    return frame -> frame.direction() == direction ? act : Act.PASS;
  }

  /** One act for the first frame that matches; every other passes. */
  static FramePlan once(Predicate<Frame> which, Act act) {
    AtomicBoolean done = new AtomicBoolean();
    return frame -> which.test(frame) && done.compareAndSet(false, true) ? act : Act.PASS;
  }

  /**
   * A bad network: of a thousand frames so many meet one of the acts, chosen by chance. The same
   * seed chooses the same for the same order of frames.
   */
  static FramePlan mixed(long seed, int perMille, List<Act> acts) {
    SplittableRandom random = new SplittableRandom(seed);
    return frame -> {
      synchronized (random) {
        return random.nextInt(1_000) < perMille ? acts.get(random.nextInt(acts.size())) : Act.PASS;
      }
    };
  }

  /** Everything that a network may do without ending a connection. */
  static List<Act> unpleasant() {
    return List.of(
        Act.DROP,
        new Act.Delay(Duration.ofMillis(200)),
        new Act.Overtaken(Duration.ofMillis(300)),
        new Act.Repeated(2),
        new Act.Swapped(),
        new Act.Trickled(Duration.ofMillis(1)));
  }
}
