package io.oneclear.bench.scale;

import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.fill.Filled;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.process.Child;
import io.oneclear.bench.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings a filled journal to where OneClear will be started on it. */
public final class PastJournal {

  /** Slower than this, something is wrong. */
  private static final long LEAST_A_SECOND = 2_000;

  private static final Duration AROUND = Duration.ofMinutes(10);

  private PastJournal() {}

  /** Where {@code bench fill} puts so many rows. */
  public static Path prepared(Path directory, long rows) {
    return directory.resolve("journal-" + rows);
  }

  /**
   * Fills a new data directory, in a process of its own.
   *
   * @param lines hears how it goes
   */
  public static Filled fill(Children children, Path data, FillOrder order, Consumer<String> lines)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("bench", "filler", "--data=" + data));
    arguments.addAll(order.arguments());
    Child filler = children.start("filler", arguments, lines);
    Duration limit = AROUND.plusSeconds(order.rows() / LEAST_A_SECOND);
    int code = filler.awaitEnd(limit);
    children.forget(filler);
    if (code != 0) {
      throw filler.trouble("failed with code " + code, null);
    }
    return Filled.in(data);
  }

  /**
   * Looks at one that was filled before.
   *
   * @throws BenchException if it is not there, or was filled for others than these terminals and
   *     merchants
   */
  static Filled look(Path from, FillOrder wanted) throws IOException {
    if (!Files.isDirectory(from)) {
      throw new BenchException(
          "--prepared: %s is not there; 'bench fill' makes it".formatted(from));
    }
    Filled filled = Filled.in(from);
    FillOrder order = filled.order();
    if (order.rows() != wanted.rows()
        || order.terminals() != wanted.terminals()
        || order.merchants() != wanted.merchants()) {
      throw new BenchException(
          "--prepared: %s has %d rows of %d terminals and %d merchants; %d, %d and %d are asked for"
              .formatted(
                  from,
                  order.rows(),
                  order.terminals(),
                  order.merchants(),
                  wanted.rows(),
                  wanted.terminals(),
                  wanted.merchants()));
    }
    return filled;
  }

  /** Takes one that was {@linkplain #look looked at}, which is then no longer where it was. */
  static void take(Path from, Path data) {
    try {
      Files.move(from, data);
    } catch (IOException e) {
      throw new BenchException(
          "--prepared: %s cannot be moved to %s, which has to be on the same file system (--work)"
              .formatted(from, data),
          e);
    }
  }
}
