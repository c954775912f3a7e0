package io.oneclear.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory for the files of one target, in memory where the system has such a place. */
public final class Scratch {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path directory;

  public Scratch() {
    Path memory = Path.of("/dev/shm");
    Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    directory =
        parent.resolve(
            "oneclear-fuzz-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
  }

  /** Puts a file there, in the place of the one before. */
  public Path file(String name, byte[] content) {
    try {
      Path file = directory.resolve(name);
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        file.toFile().deleteOnExit();
      }
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
