package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.book.BookLines;
import io.oneclear.simulator.scheme.book.LineReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The two append-only files of a scheme: its state, from which it starts again, and {@code
 * scheme.csv}, the log for people. Lines are collected and written in one go, the state first; an
 * answer leaves only after that. Writes reach the page cache, not the disk: what must survive is a
 * kill of the process.
 *
 * <p>A kill can tear the last line of a file, or fall between the two files. Opening cuts off a
 * torn line and adds log lines that are missing, so both tell the same story again. Which are
 * missing is counted from the last mark on: a line {@code L} of the state, every ten thousand
 * events, that says how long the log is with them.
 */
final class SchemeBooks implements AutoCloseable {

  private static final char MARK = 'L';
  private static final int EVENTS_A_MARK = 10_000;

  private final FileChannel state;
  private final FileChannel log;
  private final BookLines stateLines = new BookLines();
  private final BookLines logLines = new BookLines();
  private final EventLines.Writer events;
  private long stateBytes;
  private long logBytes;
  private long sinceMark;

  private SchemeBooks(FileChannel state, FileChannel log, Accounts accounts) {
    this.state = state;
    this.log = log;
    this.events = new EventLines.Writer(stateLines, accounts);
  }

  /**
   * Opens both files and hands what the state holds to {@code replay}.
   *
   * @param accounts that events are about
   * @param directory of whom they are between
   * @throws SchemeException if the log has more lines than the state knows of
   */
  static SchemeBooks open(
      Path stateFile, Path logFile, Accounts accounts, Identity.Directory directory, Replay replay)
      throws IOException {
    Files.createDirectories(stateFile.toAbsolutePath().getParent());
    Files.createDirectories(logFile.toAbsolutePath().getParent());
    cutTornLine(stateFile);
    cutTornLine(logFile);
    FileChannel state = append(stateFile);
    FileChannel log = append(logFile);
    SchemeBooks books = new SchemeBooks(state, log, accounts);
    if (log.size() == 0) {
      books.logLines.line(SchemeEvent.LOG_HEADER);
    }
    books.stateBytes = state.size();
    books.logBytes = log.size();
    Found found;
    try (LineReader line = EventLines.open(stateFile)) {
      found = replay(line, new EventLines.Reader(line, accounts, directory), replay);
    }
    long logged = found.logged(logFile, log.size());
    if (logged > found.events) {
      throw new SchemeException(
          "the scheme's log has " + logged + " lines, its state knows of " + found.events);
    }
    if (logged < found.events) {
      try (LineReader line = EventLines.open(stateFile)) {
        books.logAgain(line, new EventLines.Reader(line, accounts, directory), logged);
      }
    }
    books.flush();
    return books;
  }

  /** Takes down an event in both files, with the next {@link #flush}. */
  void add(SchemeEvent event) {
    events.write(event);
    event.writeLog(logLines);
    if (++sinceMark == EVENTS_A_MARK) {
      stateLines.line(MARK + "," + (logBytes + logLines.size()));
      sinceMark = 0;
    }
  }

  /** Takes down a line of state that is no event. */
  void add(String line) {
    stateLines.line(line);
  }

  /** Writes what was added. */
  void flush() throws IOException {
    stateBytes += stateLines.size();
    logBytes += logLines.size();
    stateLines.writeTo(state);
    logLines.writeTo(log);
  }

  /** Bytes of state, those not yet written included. */
  long position() {
    return stateBytes + stateLines.size();
  }

  @Override
  public void close() throws IOException {
    try (state;
        log) {
      flush();
    }
  }

  private static Found replay(LineReader line, EventLines.Reader reader, Replay replay)
      throws IOException {
    long events = 0;
    long marked = 0;
    long markedBytes = 0;
    while (line.next()) {
      if (reader.isEvent()) {
        replay.entry(reader.entry());
        events++;
      } else if (line.kind() == MARK) {
        marked = events;
        markedBytes = Long.parseLong(line.plain()[1]);
      } else if (!reader.account()) {
        replay.other(line.plain());
      }
    }
    return new Found(events, marked, markedBytes);
  }

  /** Adds the log lines of all events but the first ones. */
  private void logAgain(LineReader line, EventLines.Reader reader, long without)
      throws IOException {
    long events = 0;
    while (line.next()) {
      if (reader.isEvent() && ++events > without) {
        reader.event(reader.entry()).writeLog(logLines);
      }
    }
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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

  /** Told what the state file holds, in its order. */
  interface Replay {
    void entry(Entry entry);

    /** A line that is neither event nor account, by its columns. */
    void other(String[] columns);
  }

  /**
   * What the state file held.
   *
   * @param events in it
   * @param marked events up to the last mark
   * @param markedBytes length of the log up to there
   */
  private record Found(long events, long marked, long markedBytes) {

    /** How many events are in the log. */
    long logged(Path logFile, long logBytes) throws IOException {
      boolean whole = marked > 0 && markedBytes <= logBytes;
      long header = logBytes == 0 ? 0 : 1;
      return whole
          ? marked + LineReader.count(logFile, markedBytes)
          : LineReader.count(logFile, 0) - header;
    }
  }
}
