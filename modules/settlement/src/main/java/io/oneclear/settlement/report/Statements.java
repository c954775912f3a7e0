package io.oneclear.settlement.report;

import io.oneclear.message.Money;
import io.oneclear.settlement.files.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a CSV and a page per merchant under {@code statements/}, and the tie-out. Streams: what is
 * held in memory is one line.
 */
public final class Statements implements StatementSink {

  /** Statements are made durable by so many files at a time. */
  private static final int TOGETHER = 512;

  private final Path directory;
  private final int maxPageRows;
  private final List<DurableFile> written = new ArrayList<>();
  private DurableFile csv;
  private DurableFile page;
  private int rows;

  /**
   * @param directory of the business date
   */
  public Statements(Path directory, int maxPageRows) {
    this.directory = directory;
    this.maxPageRows = maxPageRows;
  }

  /** One line: both sides and whether they agree. */
  public static String text(TieOutLine line) {
    return (line.tied() ? "tied  " : "OPEN  ")
        + line.name()
        + ": "
        + line.left()
        + " "
        + yuan(line.leftFen())
        + (line.itemsFen() == 0 ? "" : " + open items " + yuan(line.itemsFen()))
        + " = "
        + line.right()
        + " "
        + yuan(line.rightFen());
  }

  public void writeTieOut(List<TieOutLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(text(line)).append('\n'));
    try {
      DurableFile.write(
          directory.resolve("tie-out.txt"),
          out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("tie-out.txt cannot be written", e);
    }
  }

  @Override
  public void begin(StatementHeader header) {
    try {
      Path statements = directory.resolve("statements");
      csv = DurableFile.open(statements.resolve(header.merchant() + ".csv"));
      page = DurableFile.open(statements.resolve(header.merchant() + ".html"));
      rows = 0;
      csv.write(StatementCsv.header(header));
      page.write(StatementPage.header(header));
    } catch (IOException e) {
      throw new UncheckedIOException("statement of " + header.merchant() + " cannot be written", e);
    }
  }

  @Override
  public void line(StatementLine line) {
    try {
      csv.write(StatementCsv.line(line));
      rows++;
      if (rows <= maxPageRows) {
        page.write(StatementPage.line(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a statement cannot be written", e);
    }
  }

  @Override
  public void end() {
    try {
      page.write(StatementPage.footer(rows, Math.min(rows, maxPageRows)));
      csv.endWriting();
      page.endWriting();
      written.add(csv);
      written.add(page);
      if (written.size() >= TOGETHER) {
        finishWritten();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a statement cannot be written", e);
    }
  }

  /** Called when all statements are written: only then are they sure to last. */
  public void finish() {
    if (csv == null) {
      return;
    }
    try {
      finishWritten();
      DurableFile.forceDirectory(directory.resolve("statements"));
    } catch (IOException e) {
      throw new UncheckedIOException("statements cannot be made durable", e);
    }
  }

  private void finishWritten() throws IOException {
    DurableFile.finishAll(written);
    written.clear();
  }

  static String yuan(long fen) {
    return Money.cny(fen).yuan();
  }
}
