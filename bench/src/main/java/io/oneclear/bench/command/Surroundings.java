package io.oneclear.bench.command;

import io.oneclear.bench.process.Children;
import io.oneclear.bench.process.Launcher;
import io.oneclear.bench.process.Preflight;
import io.oneclear.bench.process.WorkingDirectory;
import io.oneclear.bench.run.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import picocli.CommandLine.Option;

/** What all benchmarks have in common: the terminals, and where things are put. */
final class Surroundings {

  @Option(
      names = "--terminals",
      defaultValue = "400",
      description = "that take part (${DEFAULT-VALUE})")
  private int terminals;

  @Option(
      names = "--connections",
      defaultValue = "100",
      description = "that they share (${DEFAULT-VALUE})")
  private int connections;

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

  int terminals() {
    return terminals;
  }

  int connections() {
    return connections;
  }

  /** Where children can be started, once nothing is in the way. */
  Children children(Path root) throws IOException {
    Path parent = work == null ? root.resolve("var") : work;
    Files.createDirectories(parent);
    Preflight.check(connections, parent);
    return Children.in(WorkingDirectory.below(parent, keep), Launcher.script(root));
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
