package io.oneclear.bench.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How OneClear is started as a process of its own. */
@FunctionalInterface
public interface Launcher {

  /** Where the launcher looks for more options for the JVM. */
  String OPTIONS = "ONECLEAR_JAVA_OPTS";

  /** The whole command for these arguments, such as {@code serve --demo}. */
  List<String> command(List<String> arguments);

  /**
   * The way everybody starts it, with the options for the JVM that come with it. Nothing is built
   * in between: all children are of one build, whatever happens to the sources meanwhile.
   */
  static Launcher script(Path root) {
    return script(root, "");
  }

  /** The same with more options for the JVM, beside those that the caller's surroundings give. */
  static Launcher script(Path root, String options) {
    String all = (options + " " + System.getenv().getOrDefault(OPTIONS, "")).strip();
    List<String> start =
        List.of(
            "env", "ONECLEAR_NO_BUILD=1", OPTIONS + "=" + all, root.resolve("oneclear").toString());
    return arguments -> Stream.concat(start.stream(), arguments.stream()).toList();
  }
}
