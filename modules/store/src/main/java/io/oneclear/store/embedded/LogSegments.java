package io.oneclear.store.embedded;

import io.oneclear.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The next segments of a fresh cluster's write-ahead log, made before the server has need of them.
 *
 * <p>A server that finds no next segment makes one: sixteen megabytes of zeros, written and flushed
 * while a commit and everybody behind it wait, 15 to 60 ms every two seconds at 8,000 purchases a
 * second. It goes on so until its first checkpoint has ended, from when on it uses old segments
 * again. What is made here is what the server itself would make, and it takes a segment that is
 * there for its own ({@code XLogFileInit} in PostgreSQL's {@code xlog.c}).
 *
 * <p>They are zeros whatever the cluster: so they are written beside it while {@code initdb} runs,
 * and named into its log when it has ended.
 */
final class LogSegments {

  static final int SEGMENT_MEGABYTES = 16;

  private static final int MEGABYTE = 1 << 20;
  private static final int ROOM_BESIDE = 128;
  private static final int SEGMENTS_A_FILE_NUMBER = 256;

  private final Path aside;
  private final CompletableFuture<List<Path>> written;

  private LogSegments(Path aside, CompletableFuture<List<Path>> written) {
    this.aside = aside;
    this.written = written;
  }

  /**
   * Begins to write them.
   *
   * @param aside an own directory on the file system of the cluster; what is in it is removed
   * @throws StoreException if the disk has no room for them and for what runs beside them
   */
  static LogSegments begin(Path aside, int megabytes) throws IOException {
    clear(aside);
    long free = Files.getFileStore(aside.getParent()).getUsableSpace() / MEGABYTE;
    if (megabytes > 0 && free < megabytes + ROOM_BESIDE) {
      throw new StoreException(
          "%s has %d MB free; a new database takes %d for its log and %d to begin with: free some, or set database.logAhead lower (0: none)"
              .formatted(aside.getParent(), free, megabytes, ROOM_BESIDE));
    }
    return new LogSegments(
        aside,
        CompletableFuture.supplyAsync(() -> write(aside, megabytes), Thread::startVirtualThread));
  }

  private static void clear(Path aside) throws IOException {
    if (Files.exists(aside)) {
      Binaries.delete(aside);
    }
  }

  /** Leaves nothing behind of a cluster that was not made. */
  void giveUp() throws IOException {
    written.handle((_, _) -> null).join();
    clear(aside);
  }

  private static List<Path> write(Path aside, int megabytes) {
    try {
      Files.createDirectories(aside);
      List<Path> segments = new ArrayList<>();
      for (int i = 0; i < megabytes / SEGMENT_MEGABYTES; i++) {
        Path segment = aside.resolve(Integer.toString(i));
        write(segment);
        segments.add(segment);
      }
      return segments;
    } catch (IOException e) {
      throw new StoreException("cannot write segments of the log into " + aside, e);
    }
  }

  private static void write(Path segment) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(MEGABYTE);
    try (FileChannel file =
        FileChannel.open(segment, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SEGMENT_MEGABYTES; i++) {
        zeros.clear();
        while (zeros.hasRemaining()) {
          file.write(zeros);
        }
      }
      file.force(true);
    }
  }

  /**
   * Puts them behind the last segment of a cluster that no server has run on.
   *
   * @param cluster PostgreSQL's data directory
   * @throws StoreException if they could not be written
   */
  void put(Path cluster) throws IOException {
    Path directory = cluster.resolve("pg_wal");
    String name = last(directory);
    for (Path segment : written()) {
      name = next(name);
      Files.move(segment, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel names = FileChannel.open(directory)) {
      names.force(true);
    }
    Files.delete(aside);
  }

  private List<Path> written() {
    try {
      return written.join();
    } catch (CompletionException e) {
      throw new StoreException("segments of the log were not written", e);
    }
  }

  private static String last(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9A-F]{24}"))
          .max(String::compareTo)
          .orElseThrow(() -> new IOException("no segment of the log in " + directory));
    }
  }

  /** Eight hexadecimal digits each of timeline, file number and segment in it. */
  static String next(String name) {
    long segment =
        Long.parseLong(name, 8, 16, 16) * SEGMENTS_A_FILE_NUMBER
            + Long.parseLong(name, 16, 24, 16)
            + 1;
    return name.substring(0, 8)
        + "%08X%08X".formatted(segment / SEGMENTS_A_FILE_NUMBER, segment % SEGMENTS_A_FILE_NUMBER);
  }
}
