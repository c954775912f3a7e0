package io.oneclear.simulator.scheme;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The two append-only files of a scheme: its state, from which it starts again, and {@code
 * scheme.csv}, the log for people. Lines are collected and written in one go, the state first; an
 * answer leaves only after that. Writes reach the page cache, not the disk: what must survive is a
 * kill of the process.
 *
 * <p>A kill can tear the last line of a file, or fall between the two files. Opening cuts off a
 * torn line and adds log lines that are missing, so both tell the same story again.
 */
final class SchemeBooks implements AutoCloseable {

  private final FileChannel state;
  private final FileChannel log;
  private final Buffer stateLines = new Buffer();
  private final Buffer logLines = new Buffer();
  private long stateBytes;

  private SchemeBooks(FileChannel state, FileChannel log) {
    this.state = state;
    this.log = log;
  }

  /**
   * Opens both files and hands every line of the state to {@code replay}.
   *
   * @throws SchemeException if the log has more lines than the state knows of
   */
  static SchemeBooks open(Path stateFile, Path logFile, Consumer<String> replay)
      throws IOException {
    Files.createDirectories(stateFile.toAbsolutePath().getParent());
    Files.createDirectories(logFile.toAbsolutePath().getParent());
    cutTornLine(stateFile);
    cutTornLine(logFile);
    FileChannel state = append(stateFile);
    FileChannel log = append(logFile);
    SchemeBooks books = new SchemeBooks(state, log);
    if (log.size() == 0) {
      books.logLines.line(SchemeEvent.LOG_HEADER);
    }
    books.stateBytes = state.size();
    books.replay(stateFile, countLines(logFile) - (log.size() == 0 ? 0 : 1), replay);
    books.flush();
    return books;
  }

  /** Takes down an event in both files, with the next {@link #flush}. */
  void add(SchemeEvent event) {
    add(event.stateLine());
    logLines.line(event.logLine());
  }

  /** Takes down a line of state that is no event. */
  void add(String line) {
    stateLines.line(line);
    stateBytes += line.length() + 1L;
  }

  /** Writes what was added. */
  void flush() throws IOException {
    stateLines.writeTo(state);
    logLines.writeTo(log);
  }

  /** Bytes of state, those not yet written included. */
  long position() {
    return stateBytes;
  }

  @Override
  public void close() throws IOException {
    try (state;
        log) {
      flush();
    }
  }

  private void replay(Path stateFile, long logged, Consumer<String> replay) throws IOException {
    long events = 0;
    try (BufferedReader lines = Files.newBufferedReader(stateFile, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        replay.accept(line);
        if (line.startsWith("E,") && ++events > logged) {
          logLines.line(SchemeEvent.ofStateLine(line).logLine());
        }
      }
    }
    if (logged > events) {
      throw new SchemeException(
          "the scheme's log has " + logged + " lines, its state knows of " + events);
    }
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static long countLines(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    }
  }

  private static void cutTornLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      while (end > 0) {
        bytes.seek(end - 1);
        if (bytes.read() == '\n') {
          break;
        }
        end--;
      }
      bytes.setLength(end);
    }
  }

  /** Lines on their way to a file. */
  private static final class Buffer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

    void line(String text) {
      bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      bytes.write('\n');
    }

    void writeTo(FileChannel channel) throws IOException {
      ByteBuffer pending = ByteBuffer.wrap(bytes.toByteArray());
      bytes.reset();
      while (pending.hasRemaining()) {
        channel.write(pending);
      }
    }
  }
}
