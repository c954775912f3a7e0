package io.oneclear.store.journal;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.journal.advice.AdviceItems;
import io.oneclear.store.journal.advice.AdviceLine;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.Rows;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Store-and-forward: what is due, and what became of it. */
final class Advices {

  /**
   * The oldest queued item of each purchase that is due, leased so that no other node takes it.
   * What lies too far ahead was written while the clock was.
   */
  private static final String LEASE =
      """
      WITH due AS (
        SELECT s.id FROM store_and_forward s
        WHERE s.state = 'QUEUED' AND (s.next_attempt_at <= ? OR s.next_attempt_at > ?)
            AND s.link = ANY (?)
            AND (s.leased_until IS NULL OR s.leased_until <= ? OR s.leased_until > ?)
            AND NOT EXISTS (SELECT FROM store_and_forward older
                WHERE older.about_id = s.about_id AND older.state = 'QUEUED' AND older.id < s.id)
        ORDER BY s.id LIMIT ? FOR UPDATE SKIP LOCKED)
      UPDATE store_and_forward s SET leased_by = ?, leased_until = ?
      FROM due WHERE s.id = due.id
      RETURNING s.id, s.type, s.link, s.up_time, s.up_stan, s.up_acquirer, s.up_forwarder,
          s.attempts, s.last_error IS NOT NULL AS tried, s.merchant_id, s.terminal_id,
          s.batch_opened_on, s.batch, s.trace
      """;

  /**
   * Whoever leased it still has it: nobody else has counted an attempt or decided about it since. A
   * report that comes too late changes nothing.
   */
  private static final String STILL_MINE =
      " WHERE id = ? AND state = 'QUEUED' AND attempts = ? AND leased_until IS NOT NULL";

  private Advices() {}

  private record Leased(
      long id,
      StoredAdvice.Type type,
      String link,
      UpstreamKey key,
      int attempts,
      boolean tried,
      RequestKey transaction) {}

  static List<StoredAdvice> due(
      Connection connection, JournalConfig config, Instant now, Set<String> links, int limit)
      throws SQLException {
    List<Leased> leased = lease(connection, config, now, links, limit);
    Map<RequestKey, Row> transactions =
        UnitOfWork.load(connection, leased.stream().map(Leased::transaction).toList());
    Map<RequestKey, Row> originals =
        UnitOfWork.load(
            connection,
            transactions.values().stream()
                .map(row -> row.entry().intent().original())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    List<StoredAdvice> due = new ArrayList<>();
    for (Leased item : leased) {
      JournalEntry transaction = transactions.get(item.transaction).entry();
      RequestKey original = transaction.intent().original();
      due.add(
          new StoredAdvice(
              item.id,
              item.type,
              item.link,
              item.key,
              transaction,
              original == null ? null : originals.get(original).entry(),
              item.attempts,
              item.tried));
    }
    return due;
  }

  private static List<Leased> lease(
      Connection connection, JournalConfig config, Instant now, Set<String> links, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEASE)) {
      OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
      OffsetDateTime tooFar = at.plus(Journal.FARTHEST_ATTEMPT);
      OffsetDateTime leasedUntil = at.plus(config.leaseFor());
      statement.setObject(1, at);
      statement.setObject(2, tooFar);
      statement.setArray(3, connection.createArrayOf("text", links.toArray(String[]::new)));
      statement.setObject(4, at);
      statement.setObject(5, tooFar.plus(config.leaseFor()));
      statement.setInt(6, limit);
      statement.setInt(7, config.node());
      statement.setObject(8, leasedUntil);
      try (ResultSet row = statement.executeQuery()) {
        List<Leased> leased = new ArrayList<>();
        while (row.next()) {
          leased.add(
              new Leased(
                  row.getLong("id"),
                  StoredAdvice.Type.valueOf(row.getString("type")),
                  row.getString("link"),
                  Rows.upstreamKey(row),
                  row.getInt("attempts"),
                  row.getBoolean("tried"),
                  Rows.key(row)));
        }
        leased.sort(Comparator.comparingLong(Leased::id));
        return leased;
      }
    }
  }

  /**
   * The scheme accepted it, and that is a fact whoever reports it. What a person has skipped stays
   * skipped, and its open item tells of the acceptance.
   */
  static AdviceOperation delivered(StoredAdvice advice, Outcome outcome, Instant at) {
    return new AdviceOperation(
        advice,
        unit -> {
          switch (lock(unit, advice)) {
            case QUEUED -> accept(unit, advice, outcome, at);
            case PARKED -> {
              accept(unit, advice, outcome, at);
              AdviceItems.close(
                  unit.connection(), advice.id(), at, "accepted by the scheme after all");
            }
            case SKIPPED -> noteAcceptance(unit, advice, outcome, at);
            case DELIVERED -> {}
          }
        });
  }

  /** Where it stands; nobody changes that until this unit of work has ended. */
  private static AdviceLine.State lock(UnitOfWork unit, StoredAdvice advice) throws SQLException {
    try (PreparedStatement statement =
        unit.connection()
            .prepareStatement("SELECT state FROM store_and_forward WHERE id = ? FOR UPDATE")) {
      statement.setLong(1, advice.id());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("advice " + advice.id() + " is not in the journal");
        }
        return AdviceLine.State.valueOf(row.getString(1));
      }
    }
  }

  private static void accept(UnitOfWork unit, StoredAdvice advice, Outcome outcome, Instant at)
      throws SQLException {
    AdviceOperation.change(
        unit,
        """
        UPDATE store_and_forward SET state = 'DELIVERED', response_code = ?, delivered_at = ?,
            attempts = attempts + 1, leased_until = NULL
        WHERE id = ?
        """,
        List.of(outcome.code().code(), at.atOffset(ZoneOffset.UTC), advice.id()));
    if (advice.type() == StoredAdvice.Type.REPEAT) {
      DecideOperation.conclude(advice.transaction(), outcome, at, null).apply(unit);
    }
  }

  private static void noteAcceptance(
      UnitOfWork unit, StoredAdvice advice, Outcome outcome, Instant at) throws SQLException {
    boolean first =
        AdviceOperation.change(
            unit,
            """
            UPDATE store_and_forward SET response_code = ?, delivered_at = ?
            WHERE id = ? AND delivered_at IS NULL
            """,
            List.of(outcome.code().code(), at.atOffset(ZoneOffset.UTC), advice.id()));
    if (first) {
      AdviceItems.reopen(
          unit.connection(),
          advice.id(),
          advice.link() + " answered " + outcome.code() + " after it was skipped");
    }
  }

  /** True while a refund is to be asked again; its row must be locked. */
  static boolean asksAgain(UnitOfWork unit, long refund) throws SQLException {
    try (PreparedStatement statement =
        unit.connection()
            .prepareStatement(
                "SELECT FROM store_and_forward WHERE transaction_id = ? AND type = 'REPEAT'"
                    + " AND state IN ('QUEUED', 'PARKED')")) {
      statement.setLong(1, refund);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static AdviceOperation postponed(StoredAdvice advice, Instant next, String why) {
    return new AdviceOperation(
        advice,
        unit ->
            AdviceOperation.change(
                unit,
                "UPDATE store_and_forward SET attempts = attempts + 1, next_attempt_at = ?,"
                    + " leased_until = NULL, last_error = ?"
                    + STILL_MINE,
                List.of(next.atOffset(ZoneOffset.UTC), why, advice.id(), advice.attempts())));
  }

  static AdviceOperation givenBack(StoredAdvice advice, Instant next) {
    return new AdviceOperation(
        advice,
        unit ->
            AdviceOperation.change(
                unit,
                "UPDATE store_and_forward SET next_attempt_at = ?, leased_until = NULL"
                    + STILL_MINE,
                List.of(next.atOffset(ZoneOffset.UTC), advice.id(), advice.attempts())));
  }

  /**
   * A parked advice is an open item of operations: money is on the wrong side until it is solved.
   */
  static AdviceOperation parked(StoredAdvice advice, String why) {
    return new AdviceOperation(
        advice,
        unit -> {
          boolean parked =
              AdviceOperation.change(
                  unit,
                  "UPDATE store_and_forward SET state = 'PARKED', attempts = attempts + 1,"
                      + " leased_until = NULL, last_error = ?"
                      + STILL_MINE,
                  List.of(why, advice.id(), advice.attempts()));
          if (parked) {
            Intent about = advice.transaction().intent();
            AdviceItems.open(
                unit.connection(),
                new AdviceItems.Item(
                    advice.id(),
                    about.key().merchant().code(),
                    unit.businessDate(),
                    about.amountFen(),
                    advice.type() + " not accepted by " + advice.link() + ": " + why));
          }
        });
  }

  /**
   * Something to be put into store-and-forward.
   *
   * @param of the transaction that is reversed or asked again
   * @param aboutId the purchase it is about
   * @param key identity of the advice on the link
   */
  record NewAdvice(
      StoredAdvice.Type type,
      Intent of,
      long aboutId,
      UpstreamKey key,
      String reason,
      Instant dueAt) {}
}
