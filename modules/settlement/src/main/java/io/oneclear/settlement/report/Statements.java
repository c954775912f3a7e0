package io.oneclear.settlement.report;

import io.oneclear.settlement.files.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a CSV and a page per merchant under {@code statements/} of a business date. Streams: what
 * is held in memory is part of one statement.
 */
public final class Statements {

  /** Statements are made durable by so many files at a time, which are open until then. */
  private static final int TOGETHER = 256;

  private final Path directory;
  private final int maxPageRows;

  /**
   * @param directory of the business date
   */
  public Statements(Path directory, int maxPageRows) {
    this.directory = directory.resolve("statements");
    this.maxPageRows = maxPageRows;
  }

  /** A sink for one thread; several may write at the same time. */
  public StatementSink open() {
    return new Writer();
  }

  /** Called when all sinks are closed: only then are the files' names sure to last. */
  public void finish() {
    try {
      if (Files.isDirectory(directory)) {
        DurableFile.forceDirectory(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("statements cannot be made durable", e);
    }
  }

  /** The two files of one merchant after the other. */
  private final class Writer implements StatementSink {

    private final List<DurableFile> written = new ArrayList<>();
    private final Text csv = new Text();
    private final Text page = new Text();
    private DurableFile csvFile;
    private DurableFile pageFile;
    private int rows;

    @Override
    public void begin(StatementHeader header) {
      try {
        csvFile = DurableFile.open(directory.resolve(header.merchant() + ".csv"));
        pageFile = DurableFile.open(directory.resolve(header.merchant() + ".html"));
        rows = 0;
        csv.clear();
        page.clear();
        StatementCsv.header(csv, header);
        StatementPage.header(page, header);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "statement of " + header.merchant() + " cannot be written", e);
      }
    }

    @Override
    public void line(StatementLine line) {
      try {
        StatementCsv.line(csv, line);
        csv.drainTo(csvFile);
        rows++;
        if (rows <= maxPageRows) {
          StatementPage.line(page, line);
          page.drainTo(pageFile);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("a statement cannot be written", e);
      }
    }

    @Override
    public void end() {
      try {
        StatementPage.footer(page, rows, Math.min(rows, maxPageRows));
        csv.endIn(csvFile);
        page.endIn(pageFile);
        written.add(csvFile);
        written.add(pageFile);
        csvFile = null;
        pageFile = null;
        if (written.size() >= TOGETHER) {
          finishWritten();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("a statement cannot be written", e);
      }
    }

    @Override
    public void close() {
      try {
        if (csvFile != null) {
          csvFile.giveUp();
        }
        if (pageFile != null) {
          pageFile.giveUp();
        }
        finishWritten();
      } catch (IOException e) {
        throw new UncheckedIOException("statements cannot be made durable", e);
      }
    }

    private void finishWritten() throws IOException {
      DurableFile.finishAll(written);
      written.clear();
    }
  }
}
