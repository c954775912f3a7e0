package io.oneclear.store.journal;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CommitPoints;
import io.oneclear.store.journal.table.InsertColumns;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.ClaimRefused;
import io.oneclear.switching.journal.Journal.Duplicate;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an intent, or a transaction that was declined before it was sent. */
final class BeginOperation extends Operation<Begun> {

  private final Intent intent;
  private final Outcome outcome;
  private final Instant at;

  /**
   * @param declined why it was declined; null if it will be sent
   */
  BeginOperation(Intent intent, ResponseCode declined, Instant at) {
    this.intent = intent;
    this.outcome = declined == null ? null : Outcome.declined(declined);
    this.at = at;
  }

  @Override
  Optional<CommitPoints> commitPoints() {
    return Optional.of(CommitPoints.INTENT);
  }

  @Override
  RequestKey key() {
    return intent.key();
  }

  @Override
  List<RequestKey> touches() {
    return plain() ? List.of(intent.key()) : List.of(intent.key(), intent.original());
  }

  /** True if it is about one row only, and so can be done together with others. */
  boolean plain() {
    return outcome != null || intent.original() == null;
  }

  Intent intent() {
    return intent;
  }

  private RowId rowId() {
    return new RowId(intent.id());
  }

  private boolean sent() {
    return outcome == null;
  }

  private InsertColumns.NewRow row(long originalId) {
    return sent()
        ? new InsertColumns.NewRow(intent, TransactionState.SENT, originalId, null, null)
        : new InsertColumns.NewRow(intent, TransactionState.DECLINED, originalId, outcome, at);
  }

  @Override
  Begun apply(UnitOfWork unit) throws SQLException {
    if (plain()) {
      inserted(unit, List.of(this), unit.insert(List.of(row())));
      return result;
    }
    Map<RequestKey, Row> rows = unit.lock(touches());
    Row existing = rows.get(intent.key());
    if (existing != null) {
      return found(existing);
    }
    Row original = rows.get(intent.original());
    if (original == null) {
      throw new IllegalStateException("the original of " + intent.id() + " is not in the journal");
    }
    if (!Claims.possible(intent, original)) {
      return new ClaimRefused(original.entry());
    }
    InsertColumns.NewRow row = row(original.entry().id());
    // Its outcome goes by its key, for it is about another row too.
    if (unit.insert(List.of(row)).isEmpty()) {
      // Another node was faster with the same key.
      return found(unit.load(List.of(intent.key())).get(intent.key()));
    }
    Claims.claim(unit, intent, original);
    return new Recorded(unit.entry(row));
  }

  private Begun result;
  private Standing standing;

  /** Its row, if it is {@link #plain}. */
  InsertColumns.NewRow row() {
    return row(0);
  }

  /** Finds out what became of many: none of them shares a row with another. */
  static void inserted(UnitOfWork unit, List<BeginOperation> begins, Map<RowId, Standing> inserted)
      throws SQLException {
    Map<RequestKey, Row> existing =
        unit.load(
            begins.stream()
                .filter(begin -> !inserted.containsKey(begin.rowId()))
                .map(BeginOperation::key)
                .toList());
    for (BeginOperation begin : begins) {
      begin.standing = inserted.get(begin.rowId());
      begin.result =
          begin.standing != null
              ? new Recorded(unit.entry(begin.row()))
              : begin.found(existing.get(begin.key()));
      begin.stage(begin.result);
    }
  }

  /** Our own row of an earlier try whose commit was in doubt, or somebody else's. */
  private Begun found(Row existing) {
    boolean ours =
        triedBefore()
            && existing.entry().id() == intent.id()
            && existing.entry().state() == row().state();
    return ours ? new Recorded(existing.entry()) : new Duplicate(existing.entry());
  }

  @Override
  void durable(Begun begun, Undecided undecided) {
    if (!(begun instanceof Recorded) || !sent()) {
      undecided.decided(intent.id());
    } else if (standing != null) {
      undecided.stands(intent.id(), standing);
    }
  }

  @Override
  void dropped(Undecided undecided) {
    undecided.decided(intent.id());
  }

  @Override
  void unheard(Begun begun, Undecided undecided) {
    if (begun instanceof Recorded recorded && sent()) {
      undecided.neverSent(recorded.entry());
    }
  }
}
