package io.oneclear.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, with a benchmark and children that are processes of their own. */
@Timeout(60)
class InterruptTest {

  private static final int CHILDREN = 2;

  @TempDir private Path directory;

  private final List<ProcessHandle> children = new ArrayList<>();

  /** A benchmark that starts its children, says which, and never ends by itself. */
  static final class Endless {

    private Endless() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      WorkingDirectory work = WorkingDirectory.below(Path.of(arguments[0]), false);
      // Stays when its parent goes, as a server does.
      Launcher launcher = child -> List.of("sleep", child.getFirst());
      try (Children children = Children.in(work, launcher)) {
        for (int i = 0; i < CHILDREN; i++) {
          System.out.println(children.start("child-" + i, List.of("600")).pid());
        }
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void stopsEveryChildAndLeavesNothing() throws Exception {
    Process bench = start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(bench.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < CHILDREN; i++) {
        ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        assertThat(child.isAlive()).isTrue();
        children.add(child);
      }
      interrupt(bench);
      assertThat(bench.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      bench.destroyForcibly();
    }
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  private Process start() throws IOException {
    // A build that runs in the background has SIGINT ignored, and its children would inherit that.
    return new ProcessBuilder(
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Endless.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }
}
