package io.oneclear.app.day;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the terminals saw against what the scheme did, by their own logs. */
final class TwoLogs {

  private TwoLogs() {}

  /** Every transaction about which they differ. */
  static List<String> differences(Path terminalsLog, Path schemeLog) throws IOException {
    Map<String, Long> effects = effects(schemeLog);
    List<Map<String, String>> seen = rows(terminalsLog);
    Set<String> reversed = new HashSet<>();
    seen.stream()
        .filter(row -> row.get("kind").equals("REVERSAL"))
        .forEach(row -> reversed.add(key(row)));
    List<String> differences = new ArrayList<>();
    for (Map<String, String> row : seen) {
      boolean approved = row.get("outcome").equals("ANSWERED") && row.get("code").equals("00");
      if (approved && !reversed.contains(key(row))) {
        long amount = Long.parseLong(row.get("amount"));
        long expected =
            switch (row.get("kind")) {
              case "PURCHASE" -> amount;
              case "VOID", "REFUND" -> -amount;
              default -> 0;
            };
        if (expected != 0 && effects.getOrDefault(row.get("rrn"), 0L) != expected) {
          differences.add(row + " but the scheme has " + effects.get(row.get("rrn")));
        }
      }
    }
    return differences;
  }

  /** Retrieval reference number → what the card was debited in the end. */
  private static Map<String, Long> effects(Path schemeLog) throws IOException {
    Map<String, Long> effects = new HashMap<>();
    for (Map<String, String> row : rows(schemeLog)) {
      effects.merge(row.get("f37"), debited(row), Long::sum);
    }
    return effects;
  }

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

  private static String key(Map<String, String> row) {
    return row.get("terminal") + "/" + row.get("batch") + "/" + row.get("trace");
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
