package io.oneclear.proof.journal;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.RequestKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes that become durable together. It sees its own changes over what is durable; dropped, it
 * leaves nothing behind.
 */
final class UnitOfWork {

  private final Database database;
  private final int node;
  private final Map<RequestKey, TransactionRow> rows = new LinkedHashMap<>();
  private final List<Move> moves = new ArrayList<>();
  private final Map<Long, AdviceRow> advices = new LinkedHashMap<>();
  private final Set<Long> told = new LinkedHashSet<>();

  /**
   * One change of a row; a unit of work may change a row more than once.
   *
   * @param before null for a new row
   */
  record Move(TransactionRow before, TransactionRow after) {}

  UnitOfWork(Database database, int node) {
    this.database = database;
    this.node = node;
  }

  int node() {
    return node;
  }

  LocalDate businessDate() {
    return database.businessDate();
  }

  /** Null if the key is not there. */
  TransactionRow row(RequestKey key) {
    TransactionRow mine = rows.get(key);
    return mine == null ? database.row(key) : mine;
  }

  void put(TransactionRow row) {
    moves.add(new Move(row(row.entry().intent().key()), row));
    rows.put(row.entry().intent().key(), row);
  }

  AdviceRow advice(long id) {
    AdviceRow mine = advices.get(id);
    return mine == null ? database.advice(id) : mine;
  }

  void put(AdviceRow advice) {
    advices.put(advice.id(), advice);
  }

  /** A terminal is told of an approval that another node decided. */
  void tell(long transaction) {
    told.add(transaction);
  }

  boolean told(long transaction) {
    return told.contains(transaction) || database.told(transaction);
  }

  long nextRememberedId() {
    return database.nextRememberedId();
  }

  /** Puts an advice into store-and-forward; false if the transaction has one of this type. */
  boolean enqueue(StoredAdvice.Type type, TransactionRow row, UpstreamKey key, Instant due) {
    long transaction = row.entry().id();
    for (AdviceRow advice : allAdvices()) {
      if (advice.transactionId() == transaction && advice.type() == type) {
        return false;
      }
    }
    put(
        new AdviceRow(
            database.nextAdviceId(),
            type,
            row.entry().intent().link(),
            row.entry().intent().key(),
            transaction,
            row.aboutId(),
            key,
            AdviceRow.State.QUEUED,
            0,
            due,
            0,
            null,
            null));
    return true;
  }

  /** True while the transaction is a refund that is to be asked again. */
  boolean asksAgain(long transaction) {
    return allAdvices().stream()
        .anyMatch(
            advice ->
                advice.transactionId() == transaction
                    && advice.type() == StoredAdvice.Type.REPEAT
                    && advice.state() != AdviceRow.State.DELIVERED);
  }

  private Collection<AdviceRow> allAdvices() {
    Map<Long, AdviceRow> all = new LinkedHashMap<>();
    database.advices().forEach(advice -> all.put(advice.id(), advice));
    all.putAll(advices);
    return all.values();
  }

  void commit() {
    database.commit(moves, advices.values());
    told.forEach(database::tell);
  }
}
