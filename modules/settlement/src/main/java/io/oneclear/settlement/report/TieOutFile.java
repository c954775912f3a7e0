package io.oneclear.settlement.report;

import io.oneclear.settlement.files.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code tie-out.txt}: a line for each pair of sums that must be equal. */
public final class TieOutFile {

  private TieOutFile() {}

  /**
   * @param directory of the business date
   */
  public static void write(Path directory, List<TieOutLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    try {
      DurableFile.write(
          directory.resolve("tie-out.txt"),
          out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("tie-out.txt cannot be written", e);
    }
  }
}
