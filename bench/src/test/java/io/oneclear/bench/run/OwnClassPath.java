package io.oneclear.bench.run;

import io.oneclear.app.config.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts children as the launcher does it, but with the classes under test. */
public final class OwnClassPath {

  private OwnClassPath() {}

  public static List<String> command(List<String> arguments) {
    boolean bench = arguments.getFirst().equals("bench");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-D" + Installation.PROPERTY + "=" + Installation.find().root(),
            "-DONECLEAR_LOG=WARN",
            "-cp",
            System.getProperty("java.class.path")));
    command.add(bench ? "io.oneclear.bench.command.BenchCommand" : "io.oneclear.app.Main");
    command.addAll(bench ? arguments.subList(1, arguments.size()) : arguments);
    return command;
  }
}
