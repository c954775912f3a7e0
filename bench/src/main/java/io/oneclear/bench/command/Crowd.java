package io.oneclear.bench.command;

import io.oneclear.bench.process.BenchException;
import picocli.CommandLine.Option;

/** Who makes the purchases. */
final class Crowd {

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

  /** Refuses what nobody can do. */
  Crowd checked() {
    Given.atLeast("--terminals", terminals, 1);
    Given.atLeast("--connections", connections, 1);
    if (connections > terminals) {
      throw new BenchException(
          "--connections: %d are more than the %d terminals that share them"
              .formatted(connections, terminals));
    }
    return this;
  }

  int terminals() {
    return terminals;
  }

  int connections() {
    return connections;
  }
}
