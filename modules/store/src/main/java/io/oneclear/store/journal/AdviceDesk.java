package io.oneclear.store.journal;

import io.oneclear.message.ResponseCode;
import io.oneclear.store.Database;
import io.oneclear.store.administration.AdministrationLog;
import io.oneclear.store.administration.Signature;
import io.oneclear.store.journal.advice.AdviceItems;
import io.oneclear.store.journal.advice.AdviceLine;
import io.oneclear.store.journal.advice.AdviceLine.State;
import io.oneclear.store.journal.advice.AdviceList;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.Rows;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stored advices as people work them, beside running switches: what there is, and the two decisions
 * about what no scheme accepted. Blocking.
 *
 * <p>A decision is about all advices named, or about none. It is one database transaction with its
 * entry in the administration's log. It holds the rows it decides about, and a switch changes them
 * only as it leased them: of a decision and a delivery that race, one wins.
 *
 * <p>Throws {@link io.oneclear.store.StoreException} when the database cannot be used.
 */
public final class AdviceDesk {

  private static final int PROBLEMS_TOLD = 10;

  private final Database database;
  private final InstantSource clock;

  public AdviceDesk(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Advices by id.
   *
   * @param states at most {@code limit} of each: the oldest, or of those that are done the latest
   * @param link only those that go there
   */
  public List<AdviceLine> list(List<State> states, Optional<String> link, int limit) {
    return database.unitOfWork(
        connection -> AdviceList.read(connection, states, link.orElse(null), limit));
  }

  /** How a decision ended. */
  public sealed interface Decided {}

  /** It was taken about every advice. */
  public record Done() implements Decided {}

  /**
   * Nothing was changed.
   *
   * @param why one line
   */
  public record Refused(String why) implements Decided {}

  /**
   * Parked advices are to be sent again, from the first attempt on and as what they were: the same
   * identity on the link. Their open items end. A switch finds them at its next look.
   */
  public Decided requeue(Set<Long> ids, Signature by) {
    return UnitOfWork.byHand(
        database,
        unit -> {
          Connection connection = unit.connection();
          Instant now = clock.instant();
          List<Advice> advices = lock(connection, ids);
          List<String> problems = unknown(ids, advices);
          Set<Long> busy = purchasesUnderWay(connection, advices, now);
          for (Advice advice : advices) {
            if (advice.state != State.PARKED) {
              problems.add(
                  advice.id + " is " + advice.state + ", and only a parked one is requeued");
            } else if (busy.contains(advice.aboutId)) {
              problems.add(
                  advice.id + " waits for another about the same purchase: try again soon");
            }
          }
          if (!problems.isEmpty()) {
            return refused(problems);
          }
          for (Advice advice : advices) {
            requeue(unit, advice, now, by);
          }
          return new Done();
        });
  }

  private static void requeue(UnitOfWork unit, Advice advice, Instant now, Signature by)
      throws SQLException {
    // Its last attempt was due, by the switch's own clock: so is the next.
    change(
        unit,
        "UPDATE store_and_forward SET state = 'QUEUED', attempts = 0, leased_by = NULL,"
            + " leased_until = NULL WHERE id = ? AND state = ?",
        advice);
    AdviceItems.close(unit.connection(), advice.id, now, by.who() + ": requeued: " + by.reason());
    log(unit, now, "ADVICE_REQUEUED", advice, State.QUEUED, by);
  }

  /**
   * Advices are given up: parked ones, and queued ones that are not under way. What the scheme has
   * done or not done is settled by hand from now on, so their open items stay. What is queued about
   * the same purchase flows on. A refund given up is declined with 98 and gives its claim back.
   */
  public Decided skip(Set<Long> ids, Signature by) {
    return UnitOfWork.byHand(
        database,
        unit -> {
          Connection connection = unit.connection();
          Instant now = clock.instant();
          List<Advice> advices = lock(connection, ids);
          List<String> problems = unknown(ids, advices);
          for (Advice advice : advices) {
            switch (advice.state) {
              case PARKED -> {}
              case QUEUED -> {
                if (advice.leasedAt(now)) {
                  problems.add(advice.id + " is under way: try again soon");
                }
              }
              case DELIVERED, SKIPPED ->
                  problems.add(advice.id + " is " + advice.state + " already");
            }
          }
          if (!problems.isEmpty()) {
            return refused(problems);
          }
          Map<RequestKey, Row> transactions =
              unit.load(advices.stream().map(Advice::transaction).distinct().toList());
          for (Advice advice : advices) {
            skip(unit, advice, transactions.get(advice.transaction).entry(), now, by);
          }
          return new Done();
        });
  }

  private static void skip(
      UnitOfWork unit, Advice advice, JournalEntry transaction, Instant now, Signature by)
      throws SQLException {
    change(
        unit,
        "UPDATE store_and_forward SET state = 'SKIPPED', leased_by = NULL, leased_until = NULL"
            + " WHERE id = ? AND state = ?",
        advice);
    AdviceItems.Item item =
        new AdviceItems.Item(
            advice.id,
            advice.transaction.merchant().code(),
            unit.businessDate(),
            transaction.intent().amountFen(),
            "%s to %s skipped by %s, to be settled by hand: %s (%s)"
                .formatted(advice.type, advice.link, by.who(), by.reason(), advice.lastError()));
    if (advice.state == State.PARKED) {
      AdviceItems.keepOpen(unit.connection(), item);
    } else {
      AdviceItems.open(unit.connection(), item);
    }
    if (advice.type == StoredAdvice.Type.REPEAT) {
      Outcome unknown = Outcome.declined(ResponseCode.ISSUER_TIMEOUT);
      DecideOperation.conclude(transaction, unknown, now, null).apply(unit);
    }
    log(unit, now, "ADVICE_SKIPPED", advice, State.SKIPPED, by);
  }

  private static void change(UnitOfWork unit, String sql, Advice advice) throws SQLException {
    if (!AdviceOperation.change(unit, sql, List.of(advice.id, advice.state.name()))) {
      throw new IllegalStateException("advice " + advice.id + " changed although it was locked");
    }
  }

  private static void log(
      UnitOfWork unit, Instant now, String what, Advice advice, State after, Signature by)
      throws SQLException {
    new AdministrationLog(unit.connection(), unit.sealKey())
        .add(
            new AdministrationLog.Entry(
                now,
                what,
                Long.toString(advice.id),
                "%s after %d attempts (%s)"
                    .formatted(advice.state, advice.attempts, advice.lastError()),
                after.name()),
            by);
  }

  // --- what a decision is about ----------------------------------------------------------------

  private record Advice(
      long id,
      State state,
      StoredAdvice.Type type,
      String link,
      long aboutId,
      int attempts,
      Instant leasedUntil,
      String error,
      RequestKey transaction) {

    boolean leasedAt(Instant now) {
      return leasedUntil != null && leasedUntil.isAfter(now);
    }

    String lastError() {
      return error == null ? "never tried" : error;
    }
  }

  /** Waits for whoever reports on them now; afterwards nobody does until this decision is made. */
  private static List<Advice> lock(Connection connection, Set<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, state, type, link, about_id, attempts, leased_until, last_error, merchant_id,
                terminal_id, batch_opened_on, batch, trace
            FROM store_and_forward WHERE id = ANY (?) ORDER BY id FOR UPDATE
            """)) {
      statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
      List<Advice> advices = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          OffsetDateTime leasedUntil = row.getObject("leased_until", OffsetDateTime.class);
          advices.add(
              new Advice(
                  row.getLong("id"),
                  State.valueOf(row.getString("state")),
                  StoredAdvice.Type.valueOf(row.getString("type")),
                  row.getString("link"),
                  row.getLong("about_id"),
                  row.getInt("attempts"),
                  leasedUntil == null ? null : leasedUntil.toInstant(),
                  row.getString("last_error"),
                  Rows.key(row)));
        }
      }
      return advices;
    }
  }

  /**
   * The purchases about which something is being sent: an older advice that came back now would be
   * sent beside it, and what is about one purchase is told in its order.
   */
  private static Set<Long> purchasesUnderWay(
      Connection connection, List<Advice> advices, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT about_id, leased_until > ? AS under_way FROM store_and_forward"
                + " WHERE about_id = ANY (?) AND state = 'QUEUED' ORDER BY id FOR UPDATE")) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setArray(
          2, connection.createArrayOf("int8", advices.stream().map(Advice::aboutId).toArray()));
      Set<Long> busy = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (row.getBoolean("under_way")) {
            busy.add(row.getLong("about_id"));
          }
        }
      }
      return busy;
    }
  }

  private static List<String> unknown(Set<Long> ids, List<Advice> found) {
    Set<Long> unknown = new TreeSet<>(ids);
    found.forEach(advice -> unknown.remove(advice.id));
    return unknown.stream()
        .map(id -> "there is no advice " + id)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Refused refused(List<String> problems) {
    int more = problems.size() - PROBLEMS_TOLD;
    return new Refused(
        "nothing was changed: "
            + problems.stream().limit(PROBLEMS_TOLD).collect(Collectors.joining("; "))
            + (more > 0 ? "; and " + more + " more" : ""));
  }
}
