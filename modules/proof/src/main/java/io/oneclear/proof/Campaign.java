package io.oneclear.proof;

import io.oneclear.message.FieldTable;
import io.oneclear.proof.node.Tampering;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Equipment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Runs seeds and adds up what they reached. Each seed is a world of its own in one thread; several
 * of them may run side by side, and what comes of each is the same.
 */
public final class Campaign {

  /** Seeds handed out together. */
  private static final int LOT = 64;

  /** A campaign ends when so many seeds are broken: more would say nothing new. */
  private static final int MOST_BROKEN = 20;

  private final Equipment equipment;
  private final Tampering tampering;

  /**
   * @param pos fields of the terminals' dialect
   * @param cups fields of the links' dialect
   */
  public Campaign(FieldTable pos, FieldTable cups) {
    this(Equipment.of(pos, cups), Tampering.NONE);
  }

  private Campaign(Equipment equipment, Tampering tampering) {
    this.equipment = equipment;
    this.tampering = tampering;
  }

  /** The same campaign against a switch with a defect. */
  public Campaign with(Tampering defect) {
    return new Campaign(equipment, defect);
  }

  /**
   * What the seeds of a campaign came to.
   *
   * @param seeds how many were run
   */
  public record Result(long seeds, List<SeedResult> broken, Coverage coverage) {

    public boolean clean() {
      return broken.isEmpty();
    }
  }

  /** One seed; the same seed gives the same events, always. */
  public SeedResult run(long seed) {
    return new Simulation(seed, equipment, tampering).run();
  }

  /**
   * Seeds {@code first}, {@code first + 1} …, as many as {@code count}.
   *
   * @param threads how many seeds run side by side
   * @param progress told how many are done
   * @throws InterruptedException if the caller is interrupted; what is under way is given up
   */
  public Result run(long first, long count, int threads, LongConsumer progress)
      throws InterruptedException {
    Coverage coverage = new Coverage();
    List<SeedResult> broken = new ArrayList<>();
    long done = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      while (done < count && broken.size() < MOST_BROKEN) {
        long begin = first + done;
        long size = Math.min(LOT, count - done);
        for (SeedResult result : lot(pool, begin, size)) {
          coverage.add(result.coverage());
          if (!result.clean()) {
            broken.add(result);
          }
        }
        done += size;
        progress.accept(done);
      }
    }
    return new Result(done, broken, coverage);
  }

  private List<SeedResult> lot(ExecutorService pool, long begin, long size)
      throws InterruptedException {
    List<SeedResult> results = new ArrayList<>();
    for (Future<SeedResult> each :
        pool.invokeAll(LongStream.range(begin, begin + size).mapToObj(this::task).toList())) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a seed could not be run", e.getCause());
      }
    }
    return results;
  }

  private Callable<SeedResult> task(long seed) {
    return () -> run(seed);
  }
}
