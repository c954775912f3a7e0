package io.oneclear.proof.rule;

import io.oneclear.proof.journal.Database;
import io.oneclear.proof.journal.TransactionRow;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Coverage.Section;
import io.oneclear.proof.world.Trace;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Watches the journal's rows: a state moves only along the graph, and each move is counted. */
public final class Transitions implements Database.Watcher {

  private static final Set<String> ALLOWED = allowed();

  private final Coverage coverage;
  private final Trace trace;
  private final Findings findings;

  public Transitions(Coverage coverage, Trace trace, Findings findings) {
    this.coverage = coverage;
    this.trace = trace;
    this.findings = findings;
    for (TransactionState state : TransactionState.values()) {
      coverage.expect(Section.STATES, state.name());
    }
    for (TransactionKind kind : TransactionKind.values()) {
      coverage.expect(Section.KINDS, kind.name());
    }
    ALLOWED.forEach(move -> coverage.expect(Section.TRANSITIONS, move));
  }

  /** The graph of {@link TransactionState}, by kind. */
  private static Set<String> allowed() {
    Set<String> moves = new TreeSet<>();
    for (TransactionKind kind : TransactionKind.values()) {
      moves.addAll(
          List.of(
              kind + " -> SENT",
              kind + " -> DECLINED",
              kind + " SENT -> APPROVED",
              kind + " SENT -> DECLINED"));
      if (kind != TransactionKind.REFUND) {
        moves.add(kind + " SENT -> TIMED_OUT");
      }
    }
    moves.addAll(
        List.of(
            "PURCHASE -> REMEMBERED",
            "PURCHASE APPROVED -> VOIDED",
            "PURCHASE APPROVED -> REVERSED",
            "PURCHASE APPROVED -> PARTLY_REFUNDED",
            "PURCHASE APPROVED -> REFUNDED",
            "PURCHASE PARTLY_REFUNDED -> REFUNDED",
            "PURCHASE REFUNDED -> PARTLY_REFUNDED",
            "PURCHASE VOIDED -> APPROVED",
            "VOID APPROVED -> REVERSED"));
    return moves;
  }

  @Override
  public void changed(TransactionRow before, TransactionRow after) {
    TransactionState now = after.entry().state();
    TransactionState was = before == null ? null : before.entry().state();
    if (was == now) {
      return;
    }
    TransactionKind kind = after.entry().intent().kind();
    String move = kind + (was == null ? "" : " " + was) + " -> " + now;
    trace.add("JOURNAL", SendGuard.name(after) + (was == null ? "" : " " + was) + " -> " + now);
    coverage.reached(Section.TRANSITIONS, move);
    coverage.reached(Section.STATES, now.name());
    if (was == null) {
      coverage.reached(Section.KINDS, kind.name());
    }
    if (!ALLOWED.contains(move)) {
      findings.add(3, SendGuard.name(after), "a move against the graph, " + move);
    }
  }
}
