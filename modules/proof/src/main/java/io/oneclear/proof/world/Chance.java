package io.oneclear.proof.world;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The one source of randomness of a run: what it says is fixed by the seed. */
public final class Chance {

  private final SplittableRandom random;

  public Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  public boolean permille(int share) {
    return share > 0 && random.nextInt(1_000) < share;
  }

  /** From {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  public <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** For those who want a generator of their own: what they take does not shift the others. */
  public RandomGenerator split() {
    return random.split();
  }
}
