package io.oneclear.store.journal.table;

import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Statements about one row: their parameters. */
public final class SingleRow {

  private SingleRow() {}

  public static void bindReplace(PreparedStatement statement, Row before, Row after, byte[] seal)
      throws SQLException {
    JournalEntry entry = after.entry();
    Outcome outcome = entry.outcome();
    statement.setString(1, entry.state().name());
    statement.setLong(2, entry.refundedFen());
    if (after.claimedBy() == 0) {
      statement.setNull(3, Types.BIGINT);
    } else {
      statement.setLong(3, after.claimedBy());
    }
    statement.setString(4, outcome == null ? null : outcome.code().code());
    statement.setString(5, outcome == null ? null : outcome.authorizationCode());
    statement.setString(6, outcome == null ? null : outcome.settlementDate());
    statement.setString(7, outcome == null ? null : outcome.issuer());
    statement.setString(8, outcome == null ? null : outcome.additionalAmounts());
    statement.setBytes(9, outcome == null ? null : outcome.icc());
    statement.setObject(10, at(entry.concludedAt()));
    statement.setString(11, after.lateCode());
    statement.setBytes(12, seal);
    RequestKey key = before.entry().intent().key();
    statement.setObject(13, key.batchOpenedOn());
    statement.setString(14, key.terminal().code());
    statement.setInt(15, key.batch().number());
    statement.setInt(16, key.trace().number());
    statement.setString(17, key.merchant().code());
    statement.setLong(18, before.entry().id());
    statement.setString(19, before.entry().state().name());
  }

  private static OffsetDateTime at(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  /** A reversal that came before its original: key, amount and time are all that is known. */
  public static Row remembered(
      long id, RequestKey key, long amountFen, Instant at, LocalDate businessDate, int node) {
    Intent intent =
        new Intent(
            id,
            key,
            TransactionKind.PURCHASE,
            amountFen,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            at.truncatedTo(ChronoUnit.MICROS));
    JournalEntry entry =
        new JournalEntry(intent, TransactionState.REMEMBERED, businessDate, null, 0, null);
    return new Row(entry, 0, 0, node, null);
  }

  public static void bindRemember(PreparedStatement statement, Row row, byte[] seal)
      throws SQLException {
    Intent intent = row.entry().intent();
    RequestKey key = intent.key();
    statement.setLong(1, intent.id());
    statement.setLong(2, intent.amountFen());
    statement.setObject(3, at(intent.at()));
    statement.setObject(4, key.batchOpenedOn());
    statement.setObject(5, row.entry().businessDate());
    statement.setInt(6, key.batch().number());
    statement.setInt(7, key.trace().number());
    statement.setInt(8, row.node());
    statement.setString(9, key.merchant().code());
    statement.setString(10, key.terminal().code());
    statement.setString(11, intent.kind().name());
    statement.setString(12, row.entry().state().name());
    statement.setBytes(13, seal);
  }
}
