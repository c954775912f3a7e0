package io.oneclear.faults.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file system of its own, in a file, that can be full or turn read-only as a failing disk does.
 * It takes root and a kernel with loop devices and ext4: ask {@link #impediment} first.
 */
public final class SmallDisk implements AutoCloseable {

  private static final String BALLAST = "ballast";
  private static final byte[] BLOCK = new byte[4_096];

  private final Path image;
  private final Path directory;

  private SmallDisk(Path image, Path directory) {
    this.image = image;
    this.directory = directory;
  }

  /** Why there can be none here, in a few words; empty if there can. */
  public static String impediment(Path scratch) {
    try (SmallDisk disk = mount(scratch.resolve("probe"), 8)) {
      return disk.shutdownSwitch().toFile().canWrite()
          ? ""
          : "ext4 cannot be told here that its disk fails";
    } catch (IllegalStateException e) {
      return "no file system can be mounted here: " + e.getMessage();
    }
  }

  /**
   * Makes one and mounts it.
   *
   * @param directory is made; the image lies beside it
   */
  public static SmallDisk mount(Path directory, int megabytes) {
    Path image = directory.resolveSibling(directory.getFileName() + ".img");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("no room for a disk", e);
    }
    run("truncate", "-s", megabytes + "M", image.toString());
    // No blocks kept for root, nothing made ready in the background.
    run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "lazy_itable_init=0", image.toString());
    SmallDisk disk = new SmallDisk(image, directory);
    disk.mount();
    run("rmdir", directory.resolve("lost+found").toString());
    return disk;
  }

  private void mount() {
    run("mount", "-o", "loop,errors=remount-ro", image.toString(), directory.toString());
  }

  /** Where it is mounted. */
  public Path directory() {
    return directory;
  }

  /** Writes until there is not one block left. */
  public void fill() {
    try (OutputStream out =
        Files.newOutputStream(
            directory.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw new UncheckedIOException("it cannot be filled", full);
      }
    }
  }

  /** Writes until only so many blocks of 4 kB are left. */
  public void fillBut(int blocks) {
    fill();
    Path ballast = directory.resolve(BALLAST);
    try (FileChannel channel = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(0, channel.size() / BLOCK.length - blocks) * BLOCK.length);
    } catch (IOException e) {
      throw new UncheckedIOException("it cannot be filled", e);
    }
  }

  /** Gives back what {@link #fill} took. */
  public void free() {
    try {
      Files.deleteIfExists(directory.resolve(BALLAST));
    } catch (IOException e) {
      throw new UncheckedIOException("it cannot be freed", e);
    }
  }

  /** It finds itself damaged and takes no more writes; what has files open keeps them. */
  public void turnReadOnly() {
    try {
      Files.writeString(shutdownSwitch(), "1");
    } catch (IOException e) {
      throw new UncheckedIOException("it cannot be told that its disk fails", e);
    }
  }

  /** Checks it and mounts it anew. Nobody may have a file open there. */
  public void mend() {
    run("umount", directory.toString());
    check();
    mount();
  }

  /** e2fsck says 1 when it has corrected something. */
  private void check() {
    int status = status(List.of("e2fsck", "-f", "-y", image.toString())).status();
    if (status > 1) {
      throw new IllegalStateException("e2fsck ended with " + status);
    }
  }

  private Path shutdownSwitch() {
    String device = run("findmnt", "-no", "SOURCE", directory.toString()).strip();
    return Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString(), "trigger_fs_error");
  }

  @Override
  public void close() {
    status(List.of("umount", "-l", directory.toString()));
  }

  private record Ended(int status, String said) {}

  private static String run(String... command) {
    Ended ended = status(List.of(command));
    if (ended.status() != 0) {
      throw new IllegalStateException(command[0] + " says: " + ended.said().strip());
    }
    return ended.said();
  }

  private static Ended status(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } catch (IOException e) {
      return new Ended(127, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
