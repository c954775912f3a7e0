package io.oneclear.store.journal;

import io.oneclear.switching.journal.RequestKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Operations that share a unit of work. The result is as if they were done one after the other in
 * their order: those that are about one row only, and whose row no operation before them touches,
 * are done together, one statement for all inserts and one for all decisions; all others follow one
 * by one.
 */
final class Group {

  private final List<BeginOperation> begins = new ArrayList<>();
  private final List<DecideOperation> decisions = new ArrayList<>();
  private final List<Operation<?>> rest = new ArrayList<>();

  Group(List<Operation<?>> operations) {
    Set<RequestKey> touched = new HashSet<>();
    for (Operation<?> operation : operations) {
      List<RequestKey> touches = operation.touches();
      boolean first = touches.stream().noneMatch(touched::contains);
      touched.addAll(touches);
      if (first && operation instanceof BeginOperation begin && begin.plain()) {
        begins.add(begin);
      } else if (first && operation instanceof DecideOperation decide && decide.plain()) {
        decisions.add(decide);
      } else {
        rest.add(operation);
      }
    }
  }

  /** What needs nothing but to be sent to the database. */
  UnitOfWork.First first() {
    return new UnitOfWork.First(
        begins.stream().map(BeginOperation::row).toList(),
        decisions.stream().map(DecideOperation::decision).toList());
  }

  /** All the rest, in a unit of work that began with {@link #first}. */
  void run(UnitOfWork unit) throws SQLException {
    BeginOperation.inserted(unit, begins, unit.inserted());
    DecideOperation.decided(unit, decisions, unit.decided());
    for (Operation<?> operation : rest) {
      operation.run(unit);
    }
  }

  /** When the oldest intent among them was received; null if there is none. */
  static Instant oldestIntent(List<Operation<?>> operations) {
    Instant oldest = null;
    for (Operation<?> operation : operations) {
      if (operation instanceof BeginOperation begin
          && (oldest == null || begin.intent().at().isBefore(oldest))) {
        oldest = begin.intent().at();
      }
    }
    return oldest;
  }
}
