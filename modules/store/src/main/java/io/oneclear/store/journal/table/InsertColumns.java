package io.oneclear.store.journal.table;

import io.oneclear.message.ProtectedPan;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionState;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;

/** The columns of an insert, in the order of {@link UnitOfWork}'s statement. */
public final class InsertColumns {

  private InsertColumns() {}

  public static Columns<NewRow> bind(Columns<NewRow> rows) throws SQLException {
    return rows.longs(of(Intent::id))
        .longs(of(Intent::amountFen))
        .instants(of(Intent::at))
        .instants(NewRow::concludedAt)
        .longs(row -> row.originalId() == 0 ? null : row.originalId())
        .dates(original(RequestKey::batchOpenedOn))
        .integers(original(key -> key.batch().number()))
        .integers(original(key -> key.trace().number()))
        .texts(original(key -> key.terminal().code()))
        .dates(of(intent -> intent.key().batchOpenedOn()))
        .integers(of(intent -> intent.key().batch().number()))
        .integers(of(intent -> intent.key().trace().number()))
        .integers(pan(ProtectedPan::keyId))
        .integers(upstream(key -> key.stan().number()))
        .texts(of(intent -> intent.key().merchant().code()))
        .texts(of(intent -> intent.key().terminal().code()))
        .texts(of(intent -> intent.kind().name()))
        .texts(row -> row.state().name())
        .bytes(pan(ProtectedPan::hash))
        .bytes(pan(ProtectedPan::cipher))
        .texts(pan(ProtectedPan::masked))
        .texts(of(intent -> intent.product() == null ? null : intent.product().name()))
        .texts(of(Intent::expiry))
        .texts(of(Intent::sequence))
        .texts(of(Intent::entryMode))
        .texts(of(Intent::conditionCode))
        .texts(of(intent -> intent.rrn() == null ? null : intent.rrn().code()))
        .texts(of(Intent::link))
        .texts(upstream(UpstreamKey::transmissionTime))
        .texts(upstream(UpstreamKey::acquirer))
        .texts(upstream(UpstreamKey::forwarder))
        .texts(row -> row.outcome() == null ? null : row.outcome().code().code());
  }

  private static <C> Function<NewRow, C> of(Function<Intent, C> column) {
    return row -> column.apply(row.intent());
  }

  private static <C> Function<NewRow, C> original(Function<RequestKey, C> column) {
    return row -> orNull(row.intent().original(), column);
  }

  private static <C> Function<NewRow, C> pan(Function<ProtectedPan, C> column) {
    return row -> orNull(row.intent().pan(), column);
  }

  private static <C> Function<NewRow, C> upstream(Function<UpstreamKey, C> column) {
    return row -> orNull(row.intent().upstreamKey(), column);
  }

  private static <V, C> C orNull(V value, Function<V, C> column) {
    return value == null ? null : column.apply(value);
  }

  /**
   * A row to be inserted.
   *
   * @param state SENT, or DECLINED with an outcome
   * @param originalId id of the purchase a void or refund is about; 0 for none
   * @param outcome null while undecided
   * @param concludedAt null while undecided
   */
  public record NewRow(
      Intent intent,
      TransactionState state,
      long originalId,
      Outcome outcome,
      Instant concludedAt) {

    /** As it will stand. */
    public Row row(LocalDate businessDate, int node) {
      JournalEntry entry = new JournalEntry(intent, state, businessDate, outcome, 0, concludedAt);
      return new Row(entry, 0, originalId, node, null);
    }
  }
}
