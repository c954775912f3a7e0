package io.oneclear.bench.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How OneClear is started as a process of its own. */
@FunctionalInterface
public interface Launcher {

  /** The whole command for these arguments, such as {@code serve --demo}. */
  List<String> command(List<String> arguments);

  /**
   * The way everybody starts it, with the options for the JVM that come with it. Nothing is built
   * in between: all children are of one build, whatever happens to the sources meanwhile.
   */
  static Launcher script(Path root) {
    String script = root.resolve("oneclear").toString();
    return arguments ->
        Stream.concat(Stream.of("env", "ONECLEAR_NO_BUILD=1", script), arguments.stream()).toList();
  }
}
