package io.oneclear.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What was measured on, and which state of the sources.
 *
 * @param commit short; with {@code -changed} if files differ from it; {@code unknown} without git
 */
public record Machine(
    String processor, int processors, long memoryMb, String system, String java, String commit) {

  private static final int SHORT = 32;

  public static Machine here(Path sources) throws IOException, InterruptedException {
    return new Machine(
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value("/proc/meminfo", "MemTotal").split(" ", 2)[0]) >> 10,
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s %s"
            .formatted(
                System.getProperty("java.vm.name"), System.getProperty("java.runtime.version")),
        commit(sources));
  }

  /** For a file's name: the processor's model and how many there are. */
  public String name() {
    String model =
        Arrays.stream(processor.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
            .filter(word -> !word.matches("r|tm|cpu|processor|with|") && !word.endsWith("ghz"))
            .collect(Collectors.joining("-"));
    return "%s-x%d".formatted(model.substring(0, Math.min(SHORT, model.length())), processors);
  }

  private static String value(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String commit(Path sources) throws IOException, InterruptedException {
    String head = git(sources, "rev-parse", "--short", "HEAD");
    if (head.isEmpty()) {
      return "unknown";
    }
    boolean changed = !git(sources, "status", "--porcelain", "--untracked-files=no").isEmpty();
    return changed ? head + "-changed" : head;
  }

  private static String git(Path sources, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git", "-C", sources.toString());
    builder.command().addAll(Arrays.asList(arguments));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process git;
    try {
      git = builder.start();
    } catch (IOException noGit) {
      return "";
    }
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor(1, TimeUnit.MINUTES) && git.exitValue() == 0 ? out.strip() : "";
  }
}
