package io.oneclear.store.journal;

import io.oneclear.message.crash.CommitPoints;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.RequestKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reports on a stored advice. */
final class AdviceOperation extends Operation<Void> {

  private final StoredAdvice advice;
  private final Report report;

  /** What is to be written about the advice. */
  @FunctionalInterface
  interface Report {
    void write(UnitOfWork unit) throws SQLException;
  }

  AdviceOperation(StoredAdvice advice, Report report) {
    this.advice = advice;
    this.report = report;
  }

  /** Changes the advice with this number; false if it is not there in that state. */
  static boolean change(UnitOfWork unit, String sql, List<Object> arguments) throws SQLException {
    try (PreparedStatement statement = unit.connection().prepareStatement(sql)) {
      int next = 1;
      for (Object argument : arguments) {
        statement.setObject(next++, argument);
      }
      return statement.executeUpdate() == 1;
    }
  }

  @Override
  Optional<CommitPoints> commitPoints() {
    return Optional.of(CommitPoints.ADVICE_REPORT);
  }

  @Override
  RequestKey key() {
    return advice.transaction().intent().key();
  }

  @Override
  List<RequestKey> touches() {
    RequestKey original = advice.transaction().intent().original();
    return original == null ? List.of(key()) : List.of(key(), original);
  }

  @Override
  Void apply(UnitOfWork unit) throws SQLException {
    report.write(unit);
    return null;
  }

  @Override
  void durable(Void nothing, Undecided undecided) {}
}
