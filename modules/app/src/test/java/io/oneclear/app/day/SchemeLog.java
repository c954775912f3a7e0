package io.oneclear.app.day;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the scheme did, by its own log. */
final class SchemeLog {

  private SchemeLog() {}

  /** What a row of the scheme's log took from the card, in fen; what it gave back is negative. */
  static long debited(Map<String, String> schemeRow) {
    String amount = schemeRow.get("amount");
    long fen = amount.isEmpty() ? 0 : Long.parseLong(amount);
    return switch (schemeRow.get("effect")) {
      case "debit" -> fen;
      case "credit" -> -fen;
      default -> 0;
    };
  }

  /** The rows of a log, column by column. */
  static List<Map<String, String>> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length && i < values.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
