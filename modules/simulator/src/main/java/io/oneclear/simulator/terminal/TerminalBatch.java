package io.oneclear.simulator.terminal;

import io.oneclear.message.pos.BatchRecord;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.terminal.TerminalRequest.Kind;
import java.util.ArrayList;
import java.util.List;

/** What a terminal has sold, voided and refunded since its last settlement. One thread. */
final class TerminalBatch {

  /** What field 48 can count. */
  static final int MAX_COUNT = 999;

  private final List<TerminalRequest> done = new ArrayList<>();

  /** An approved purchase, void or refund. */
  void add(TerminalRequest request) {
    done.add(request);
  }

  /** It was reversed: as if it had never been. */
  void remove(TerminalRequest request) {
    done.removeIf(
        one -> one.trace().equals(request.trace()) && one.batch().equals(request.batch()));
  }

  BatchTotals domestic() {
    return totals(false);
  }

  BatchTotals foreign() {
    return totals(true);
  }

  List<BatchRecord> records() {
    return done.stream()
        .map(one -> new BatchRecord(isForeign(one), one.trace(), one.card().pan(), one.fen()))
        .toList();
  }

  void clear() {
    done.clear();
  }

  private BatchTotals totals(boolean foreign) {
    long debit = 0;
    long credit = 0;
    int debits = 0;
    int credits = 0;
    for (TerminalRequest one : done) {
      if (isForeign(one) == foreign) {
        if (one.kind() == Kind.PURCHASE) {
          debit += one.fen();
          debits++;
        } else {
          credit += one.fen();
          credits++;
        }
      }
    }
    return new BatchTotals(debit, debits, credit, credits);
  }

  private static boolean isForeign(TerminalRequest request) {
    return request.card().product() == CardProduct.FOREIGN;
  }
}
