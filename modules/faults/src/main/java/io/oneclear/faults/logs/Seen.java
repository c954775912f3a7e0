package io.oneclear.faults.logs;

import java.nio.file.Path;
import java.util.List;

/**
 * One exchange as a terminal saw it.
 *
 * @param kind of the request, as in the terminals' log
 * @param outcome how it ended, as in the terminals' log
 * @param code field 39; empty if nothing came
 * @param rrn field 37; empty if nothing came
 */
record Seen(
    String terminal,
    int batch,
    int trace,
    String kind,
    long fen,
    String outcome,
    String code,
    String rrn) {

  private static final List<String> DEALS = List.of("PURCHASE", "VOID", "REFUND");

  static List<Seen> read(Path log) {
    return Csv.rows(log).stream()
        .map(
            row ->
                new Seen(
                    row.get("terminal"),
                    Integer.parseInt(row.get("batch")),
                    Integer.parseInt(row.get("trace")),
                    row.get("kind"),
                    Long.parseLong(row.get("amount")),
                    row.get("outcome"),
                    row.get("code"),
                    row.get("rrn")))
        .toList();
  }

  Key key() {
    return new Key(terminal, batch, trace);
  }

  boolean deal() {
    return DEALS.contains(kind);
  }

  boolean reversal() {
    return kind.equals("REVERSAL");
  }

  boolean answered() {
    return outcome.equals("ANSWERED");
  }

  boolean approved() {
    return answered() && code.equals("00");
  }
}
