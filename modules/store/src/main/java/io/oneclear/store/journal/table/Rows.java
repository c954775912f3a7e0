package io.oneclear.store.journal.table;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code card_transaction} as journal entries. */
public final class Rows {

  /** The columns {@link #row} reads, of a table named {@code t}. */
  public static final String COLUMNS =
      """
      t.id, t.amount_fen, t.refunded_fen, t.received_at, t.concluded_at, t.claimed_by,
      t.original_id, t.original_opened_on, t.original_batch, t.original_trace,
      t.original_terminal, t.batch_opened_on, t.business_date, t.batch, t.trace, t.merchant_id,
      t.terminal_id, t.kind, t.state, t.pan_hash, t.pan_cipher, t.pan_key_id, t.pan_masked,
      t.product, t.expiry, t.card_sequence, t.entry_mode, t.condition_code, t.rrn, t.link,
      t.up_time, t.up_stan, t.up_acquirer, t.up_forwarder, t.response_code,
      t.authorization_code, t.settlement_date, t.issuer, t.additional_amounts, t.answer_icc,
      t.node, t.late_code
      """;

  private Rows() {}

  public static List<Row> read(PreparedStatement statement) throws SQLException {
    try (ResultSet results = statement.executeQuery()) {
      List<Row> rows = new ArrayList<>();
      while (results.next()) {
        rows.add(row(results));
      }
      return rows;
    }
  }

  public static Row row(ResultSet row) throws SQLException {
    JournalEntry entry =
        new JournalEntry(
            intent(row),
            TransactionState.valueOf(row.getString("state")),
            date(row, "business_date"),
            outcome(row),
            row.getLong("refunded_fen"),
            instant(row, "concluded_at"));
    return new Row(
        entry,
        row.getLong("claimed_by"),
        row.getLong("original_id"),
        row.getInt("node"),
        row.getString("late_code"));
  }

  private static Intent intent(ResultSet row) throws SQLException {
    String product = row.getString("product");
    String rrn = row.getString("rrn");
    return new Intent(
        row.getLong("id"),
        key(row),
        TransactionKind.valueOf(row.getString("kind")),
        row.getLong("amount_fen"),
        pan(row),
        product == null ? null : CardProduct.valueOf(product),
        row.getString("expiry"),
        row.getString("card_sequence"),
        row.getString("entry_mode"),
        row.getString("condition_code"),
        rrn == null ? null : new Rrn(rrn),
        row.getString("link"),
        upstreamKey(row),
        original(row),
        instant(row, "received_at"));
  }

  /** The key of the row itself; also of a store-and-forward row, which names its transaction so. */
  public static RequestKey key(ResultSet row) throws SQLException {
    return new RequestKey(
        new MerchantId(row.getString("merchant_id")),
        new TerminalId(row.getString("terminal_id")),
        date(row, "batch_opened_on"),
        new BatchNumber(row.getInt("batch")),
        new Stan(row.getInt("trace")));
  }

  /** A refund may name a purchase of another terminal, never one of another merchant. */
  private static RequestKey original(ResultSet row) throws SQLException {
    String terminal = row.getString("original_terminal");
    if (terminal == null) {
      return null;
    }
    return new RequestKey(
        new MerchantId(row.getString("merchant_id")),
        new TerminalId(terminal),
        date(row, "original_opened_on"),
        new BatchNumber(row.getInt("original_batch")),
        new Stan(row.getInt("original_trace")));
  }

  private static ProtectedPan pan(ResultSet row) throws SQLException {
    byte[] hash = row.getBytes("pan_hash");
    return hash == null
        ? null
        : new ProtectedPan(
            hash,
            row.getBytes("pan_cipher"),
            row.getInt("pan_key_id"),
            row.getString("pan_masked"));
  }

  public static UpstreamKey upstreamKey(ResultSet row) throws SQLException {
    String time = row.getString("up_time");
    return time == null
        ? null
        : new UpstreamKey(
            time,
            new Stan(row.getInt("up_stan")),
            row.getString("up_acquirer"),
            row.getString("up_forwarder"));
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    String code = row.getString("response_code");
    return code == null
        ? null
        : new Outcome(
            new ResponseCode(code),
            row.getString("authorization_code"),
            row.getString("settlement_date"),
            row.getString("issuer"),
            row.getString("additional_amounts"),
            row.getBytes("answer_icc"));
  }

  private static LocalDate date(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
