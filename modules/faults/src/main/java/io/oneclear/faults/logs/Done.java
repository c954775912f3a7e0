package io.oneclear.faults.logs;

import java.nio.file.Path;
import java.util.List;

/**
 * One message as the scheme did it.
 *
 * @param rrn field 37
 * @param debited what it took from the card; what it gave is negative
 */
record Done(String rrn, String mti, long debited) {

  static List<Done> read(Path log) {
    return Csv.rows(log).stream()
        .map(
            row -> {
              long fen = row.get("amount").isEmpty() ? 0 : Long.parseLong(row.get("amount"));
              return new Done(
                  row.get("f37"),
                  row.get("mti"),
                  switch (row.get("effect")) {
                    case "debit", "hold" -> fen;
                    case "credit", "release" -> -fen;
                    default -> 0;
                  });
            })
        .toList();
  }
}
