package io.oneclear.store.journal;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CommitPoints;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.journal.step.Decision;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides an undecided transaction: its outcome, or that there will be none. */
final class DecideOperation extends Operation<Concluded> {

  private static final String NO_ANSWER = "no answer in time";

  private final Decision decision;
  private final UpstreamKey reversalKey;
  private Concluded result;

  private DecideOperation(Decision decision, UpstreamKey reversalKey) {
    this.decision = decision;
    this.reversalKey = reversalKey;
  }

  static DecideOperation conclude(
      JournalEntry entry, Outcome outcome, Instant at, Standing standing) {
    TransactionState state =
        outcome.code().approved() ? TransactionState.APPROVED : TransactionState.DECLINED;
    return new DecideOperation(new Decision(entry, state, outcome, at, standing), null);
  }

  static DecideOperation timeOut(
      JournalEntry entry, UpstreamKey reversalKey, Instant at, Standing standing) {
    Outcome none = Outcome.declined(ResponseCode.ISSUER_TIMEOUT);
    return new DecideOperation(
        new Decision(entry, TransactionState.TIMED_OUT, none, at, standing), reversalKey);
  }

  Decision decision() {
    return decision;
  }

  private Intent intent() {
    return decision.entry().intent();
  }

  @Override
  Optional<CommitPoints> commitPoints() {
    return Optional.of(timesOut() ? CommitPoints.TIME_OUT : CommitPoints.OUTCOME);
  }

  @Override
  RequestKey key() {
    return intent().key();
  }

  @Override
  List<RequestKey> touches() {
    return plain() ? List.of(key()) : List.of(key(), intent().original());
  }

  /** True if it is about one row only, and so can be done together with others. */
  boolean plain() {
    return intent().original() == null;
  }

  private boolean timesOut() {
    return decision.state() == TransactionState.TIMED_OUT;
  }

  @Override
  Concluded apply(UnitOfWork unit) throws SQLException {
    if (plain()) {
      decided(unit, List.of(this), unit.decideAtPlace(List.of(decision)));
      return result;
    }
    Row row = unit.lock(key());
    if (row == null || row.entry().state() != TransactionState.SENT) {
      return found(row);
    }
    if (intent().kind() == TransactionKind.REFUND && timesOut()) {
      return askAgain(unit, row);
    }
    if (intent().kind() == TransactionKind.REFUND && Advices.asksAgain(unit, intent().id())) {
      return new Concluded(false, row.entry());
    }
    unit.replace(row, row.decided(decision.state(), decision.outcome(), decision.at()));
    if (decision.state() == TransactionState.APPROVED) {
      Claims.settle(unit, intent());
    } else {
      Claims.release(unit, intent());
    }
    if (timesOut()) {
      unit.enqueue(List.of(reversal(row.aboutId())));
    }
    return new Concluded(true, decision.made());
  }

  /**
   * Decides what is left of many, and finds out what became of each: none of them shares a row with
   * another.
   *
   * @param atPlace ids of the rows that are decided already
   */
  static void decided(UnitOfWork unit, List<DecideOperation> operations, Set<RowId> atPlace)
      throws SQLException {
    if (operations.isEmpty()) {
      return;
    }
    Set<RowId> decided = new HashSet<>(atPlace);
    decided.addAll(
        unit.decide(
            operations.stream()
                .map(DecideOperation::decision)
                .filter(decision -> !atPlace.contains(decision.rowId()))
                .toList()));
    List<Advices.NewAdvice> reversals = new ArrayList<>();
    List<RequestKey> lost = new ArrayList<>();
    for (DecideOperation each : operations) {
      if (!decided.contains(each.decision.rowId())) {
        lost.add(each.key());
      } else if (each.timesOut() && each.intent().kind().reversible()) {
        reversals.add(each.reversal(each.intent().id()));
      }
    }
    unit.enqueue(reversals);
    Map<RequestKey, Row> found = unit.load(lost);
    for (DecideOperation each : operations) {
      each.result =
          decided.contains(each.decision.rowId())
              ? new Concluded(true, each.decision.made())
              : each.found(found.get(each.key()));
      each.stage(each.result);
    }
  }

  /** A refund has no reversal: it stays undecided and is asked again under its own identity. */
  private Concluded askAgain(UnitOfWork unit, Row row) throws SQLException {
    Advices.NewAdvice repeat =
        new Advices.NewAdvice(
            StoredAdvice.Type.REPEAT,
            intent(),
            row.aboutId(),
            intent().upstreamKey(),
            NO_ANSWER,
            decision.at());
    boolean ours = !unit.enqueue(List.of(repeat)).isEmpty() || triedBefore();
    return new Concluded(ours, row.entry());
  }

  private Advices.NewAdvice reversal(long aboutId) {
    return new Advices.NewAdvice(
        StoredAdvice.Type.REVERSAL, intent(), aboutId, reversalKey, NO_ANSWER, decision.at());
  }

  /** Decided before: by us, with a commit in doubt, or by somebody else. */
  private Concluded found(Row row) {
    if (row == null) {
      throw new IllegalStateException("transaction " + intent().id() + " is not in the journal");
    }
    return new Concluded(triedBefore() && decision.standsIn(row.entry()), row.entry());
  }

  @Override
  void durable(Concluded concluded, Undecided undecided) {
    undecided.decided(intent().id());
  }
}
