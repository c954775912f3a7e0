package io.oneclear.settlement.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A file under whose name there is nothing or all of it: written into a temporary file beside it,
 * flushed to disk, renamed, and the directory flushed. A full disk or a crash leaves no half file.
 */
public final class DurableFile {

  private static final int SIDE_BY_SIDE = 16;

  private final Path file;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream out;

  private DurableFile(Path file, Path temporary, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** What goes into the file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Begins a file; nothing is under its name before {@link #finish}. */
  public static DurableFile open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path temporary = directory.resolve("." + file.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new DurableFile(file, temporary, channel);
  }

  /** Appends text in UTF-8. */
  public void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the file durable and gives it its name. */
  public void finish() throws IOException {
    try (channel) {
      out.flush();
      channel.force(true);
    }
    giveName();
    forceDirectory(file.toAbsolutePath().getParent());
  }

  /** Ends the writing of one of many files that {@link #finishAll} finishes together. */
  public void endWriting() throws IOException {
    try (channel) {
      out.flush();
    }
  }

  /**
   * Finishes many files whose writing has ended. Flushed to disk side by side: a disk takes many
   * files in little more time than one.
   */
  public static void finishAll(List<DurableFile> files) throws IOException {
    try (ExecutorService flushing = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      List<Future<Void>> flushed = new ArrayList<>();
      for (DurableFile file : files) {
        flushed.add(flushing.submit(file::force));
      }
      for (Future<Void> one : flushed) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while files were flushed to disk", e);
    } catch (ExecutionException e) {
      throw new IOException("a file cannot be flushed to disk", e.getCause());
    }
    for (DurableFile file : files) {
      file.giveName();
    }
  }

  private Void force() throws IOException {
    try (FileChannel again = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      again.force(true);
    }
    return null;
  }

  private void giveName() throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the names in a directory durable. */
  public static void forceDirectory(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Writes a whole file. */
  public static void write(Path file, Content content) throws IOException {
    DurableFile durable = open(file);
    try (FileChannel _ = durable.channel) {
      content.writeTo(durable.out);
      durable.finish();
    }
  }
}
