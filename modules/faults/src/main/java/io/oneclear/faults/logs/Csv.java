package io.oneclear.faults.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log with a header line and plain columns. */
final class Csv {

  private Csv() {}

  /** Its rows, column by column; a last line without end belongs to a writer that was killed. */
  static List<Map<String, String>> rows(Path file) {
    try {
      String text = Files.readString(file);
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      List<Map<String, String>> rows = new ArrayList<>();
      String[] names = lines.isEmpty() ? new String[0] : lines.getFirst().split(",", -1);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        String[] values = line.split(",", -1);
        if (values.length != names.length) {
          throw new IllegalStateException(file + ": a line has " + values.length + " columns");
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
          row.put(names[i], values[i]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
