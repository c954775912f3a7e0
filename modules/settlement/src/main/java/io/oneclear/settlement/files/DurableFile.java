package io.oneclear.settlement.files;

import io.oneclear.message.crash.CrashPoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  private DurableFile(Path file, Path temporary, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
  }

  /** What goes into the file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Begins a file; nothing is under its name before {@link #finishAll}. */
  public static DurableFile open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = directory.resolve("." + file.getFileName() + ".part");
    try {
      return new DurableFile(file, temporary, create(temporary));
    } catch (NoSuchFileException noDirectory) {
      Files.createDirectories(directory);
      return new DurableFile(file, temporary, create(temporary));
    }
  }

  private static FileChannel create(Path temporary) throws IOException {
    return FileChannel.open(
        temporary,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /** Appends the first bytes of an array. */
  public void write(byte[] bytes, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Makes the file durable and gives it its name. */
  private void finish() throws IOException {
    CrashPoint.FILE_WRITTEN.reached();
    try (channel) {
      channel.force(true);
    }
    giveName();
    forceDirectory(file.toAbsolutePath().getParent());
  }

  /** Ends the writing of a file that will not be finished. */
  public void giveUp() throws IOException {
    channel.close();
  }

  /**
   * Finishes many files that have been written. Flushed to disk side by side: a disk takes many
   * files in little more time than one. They are open until then, as opening a file once more costs
   * as much as half of its flush.
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
    try (channel) {
      CrashPoint.FILE_WRITTEN.reached();
      channel.force(true);
    }
    return null;
  }

  private void giveName() throws IOException {
    CrashPoint.FILE_FLUSHED.reached();
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    CrashPoint.FILE_NAMED.reached();
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
      OutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(durable.channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      durable.finish();
    }
  }
}
