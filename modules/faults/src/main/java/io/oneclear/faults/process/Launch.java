package io.oneclear.faults.process;

import io.oneclear.app.config.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is started, as often as it is told: started again it is a restart on the same data.
 *
 * @param name for messages and for the log
 * @param prefix what runs the JVM, such as {@code strace} or {@code faketime} with its options
 * @param jvmOptions after the usual ones, so they win
 * @param arguments of the {@code oneclear} command
 * @param environment beyond our own
 * @param log gets what it prints and what it complains about, appended
 */
public record Launch(
    String name,
    List<String> prefix,
    List<String> jvmOptions,
    List<String> arguments,
    Map<String, String> environment,
    Path log) {

  private static final String MAIN = "io.oneclear.app.Main";
  private static final List<String> USUAL =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-DONECLEAR_LOG=WARN");

  public Launch {
    prefix = List.copyOf(prefix);
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Any command of ours; what it says goes to {@code NAME.log} in the directory. */
  public static Launch command(String name, Path logDirectory, String... arguments) {
    return new Launch(
        name,
        List.of(),
        List.of(),
        List.of(arguments),
        Map.of(),
        logDirectory.resolve(name + ".log"));
  }

  /**
   * {@code serve --demo}, with the log beside the data directory.
   *
   * @param port for terminals; the same after a restart
   */
  public static Launch demoServer(Path data, int port, Duration upstreamTimeout) {
    return command(
        "server",
        data.toAbsolutePath().getParent(),
        "serve",
        "--demo",
        "--data",
        data.toString(),
        "--port",
        Integer.toString(port),
        "--console-port",
        "0",
        "--upstream-timeout",
        upstreamTimeout.toMillis() + "ms",
        "--set",
        "database.logAhead=0");
  }

  /** The demo's scheme alone, for a {@code serve --demo --scheme} on the same data directory. */
  public static Launch scheme(Path data, int port) {
    return command(
        "scheme",
        data.toAbsolutePath().getParent(),
        "scheme",
        "--data",
        data.toString(),
        "--port",
        Integer.toString(port));
  }

  /** With more JVM options. */
  public Launch jvm(String... options) {
    return new Launch(name, prefix, joined(jvmOptions, options), arguments, environment, log);
  }

  /** With more arguments of the command. */
  public Launch with(String... more) {
    return new Launch(name, prefix, jvmOptions, joined(arguments, more), environment, log);
  }

  /** With a setting of {@code cfg/oneclear.yaml}. */
  public Launch set(String key, Object value) {
    return with("--set", key + "=" + value);
  }

  /** With a variable of the environment. */
  public Launch environment(String variable, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(variable, value);
    return new Launch(name, prefix, jvmOptions, arguments, all, log);
  }

  /** Run by another program, such as {@code ip netns exec NAME}. */
  public Launch under(String... program) {
    return new Launch(name, joined(prefix, program), jvmOptions, arguments, environment, log);
  }

  /** Under another name, with a log of its own: the second of two nodes. */
  public Launch named(String other) {
    return new Launch(
        other, prefix, jvmOptions, arguments, environment, log.resolveSibling(other + ".log"));
  }

  /** Starts it. */
  public ChildProcess start() {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(USUAL);
    command.add("-D" + Installation.PROPERTY + "=" + Installation.find().root());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(arguments);
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** Runs a command that ends by itself and returns its exit code; what it said is in the log. */
  public int run(Duration limit) throws InterruptedException {
    try (ChildProcess child = start()) {
      return child.awaitEnd(limit);
    }
  }

  private static List<String> joined(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }
}
