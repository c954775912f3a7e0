package io.oneclear.bench.command;

import io.oneclear.bench.process.Children;
import io.oneclear.bench.process.Launcher;
import io.oneclear.bench.process.Preflight;
import io.oneclear.bench.process.WorkingDirectory;
import io.oneclear.bench.run.Machine;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** What all benchmarks have in common: when they began, and where things are put. */
final class Surroundings {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the results (bench/results/DATE-COMMIT-MACHINE)")
  private Path out;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "for databases and logs while it runs (var); on the disk to be measured")
  private Path work;

  @Option(names = "--keep", description = "databases and logs afterwards")
  private boolean keep;

  /** The time of day that a result is known by. */
  static OffsetDateTime now() {
    return OffsetDateTime.now(Clock.system(LocalTimes.ZONE)).truncatedTo(ChronoUnit.SECONDS);
  }

  boolean keep() {
    return keep;
  }

  /** Where children can be started, once nothing is in the way. */
  Children children(Path root, int connections) throws IOException {
    return children(root, connections, "");
  }

  /** The same with more options for their JVMs. */
  Children children(Path root, int connections, String options) throws IOException {
    return children(root, connections, options, 0);
  }

  /**
   * The same with room for more.
   *
   * @param more bytes that the databases need beyond the usual
   */
  Children children(Path root, int connections, String options, long more) throws IOException {
    Path parent = work == null ? root.resolve("var") : work;
    Files.createDirectories(parent);
    Preflight.check(connections, parent, more);
    return Children.in(WorkingDirectory.below(parent, keep), Launcher.script(root, options));
  }

  /** A new directory for the results. */
  Path results(Path root, OffsetDateTime at, Machine machine) throws IOException {
    if (out != null) {
      return Files.createDirectories(out);
    }
    String name = "%s-%s-%s".formatted(at.toLocalDate(), machine.commit(), machine.name());
    Path parent = root.resolve(Path.of("bench", "results"));
    Path directory = parent.resolve(name);
    for (int i = 2; Files.exists(directory); i++) {
      directory = parent.resolve(name + "-" + i);
    }
    return Files.createDirectories(directory);
  }
}
