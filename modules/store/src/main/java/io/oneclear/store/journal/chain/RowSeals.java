package io.oneclear.store.journal.chain;

import io.oneclear.message.ProtectedPan;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Sealed;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** Seals of rows of {@code card_transaction}: over all their columns. For one thread. */
public final class RowSeals {

  /** What is sealed, in this order. */
  static final String COLUMNS =
      """
      id, amount_fen, refunded_fen, received_at, concluded_at, claimed_by, original_id,
      original_opened_on, original_batch, original_trace, original_terminal, batch_opened_on,
      business_date, batch, trace, node, merchant_id, terminal_id, kind, state, pan_hash,
      pan_cipher, pan_key_id, pan_masked, product, expiry, card_sequence, entry_mode,
      condition_code, rrn, link, up_time, up_stan, up_acquirer, up_forwarder, response_code,
      authorization_code, settlement_date, issuer, additional_amounts, answer_icc, late_code
      """;

  static final int COLUMN_COUNT = COLUMNS.split(",").length;
  private static final String KIND = "card_transaction";

  private final SealKey key;
  private final Content content;

  public RowSeals(SealKey key) {
    this.key = key;
    this.content = new Content(key);
  }

  public SealKey key() {
    return key;
  }

  /** Of a row as we write it. */
  public Sealed of(Row row) {
    JournalEntry entry = row.entry();
    Intent intent = entry.intent();
    content
        .begin(KIND)
        .number(intent.id())
        .number(intent.amountFen())
        .number(entry.refundedFen())
        .instant(intent.at())
        .instant(entry.concludedAt())
        .number(orNull(row.claimedBy()))
        .number(orNull(row.originalId()));
    original(intent.original());
    RequestKey key = intent.key();
    content
        .date(key.batchOpenedOn())
        .date(entry.businessDate())
        .number(key.batch().number())
        .number(key.trace().number())
        .number(row.node())
        .text(key.merchant().code())
        .text(key.terminal().code())
        .text(intent.kind().name())
        .text(entry.state().name());
    pan(intent.pan());
    content
        .text(intent.product() == null ? null : intent.product().name())
        .text(intent.expiry())
        .text(intent.sequence())
        .text(intent.entryMode())
        .text(intent.conditionCode())
        .text(intent.rrn() == null ? null : intent.rrn().code())
        .text(intent.link());
    upstream(intent.upstreamKey());
    outcome(entry.outcome());
    return content.text(row.lateCode()).sealed();
  }

  private static Long orNull(long id) {
    return id == 0 ? null : (Long) id;
  }

  private void original(RequestKey key) {
    content
        .date(key == null ? null : key.batchOpenedOn())
        .number(key == null ? null : (Integer) key.batch().number())
        .number(key == null ? null : (Integer) key.trace().number())
        .text(key == null ? null : key.terminal().code());
  }

  private void pan(ProtectedPan pan) {
    content
        .bytes(pan == null ? null : pan.hash())
        .bytes(pan == null ? null : pan.cipher())
        .number(pan == null ? null : (Integer) pan.keyId())
        .text(pan == null ? null : pan.masked());
  }

  private void upstream(UpstreamKey key) {
    content
        .text(key == null ? null : key.transmissionTime())
        .number(key == null ? null : (Integer) key.stan().number())
        .text(key == null ? null : key.acquirer())
        .text(key == null ? null : key.forwarder());
  }

  private void outcome(Outcome outcome) {
    content
        .text(outcome == null ? null : outcome.code().code())
        .text(outcome == null ? null : outcome.authorizationCode())
        .text(outcome == null ? null : outcome.settlementDate())
        .text(outcome == null ? null : outcome.issuer())
        .text(outcome == null ? null : outcome.additionalAmounts())
        .bytes(outcome == null ? null : outcome.icc());
  }

  /** Of a row as it stands, {@link #COLUMNS} first. */
  Sealed of(ResultSet row, int[] types) throws SQLException {
    return content.begin(KIND).columns(row, types).sealed();
  }

  /** The month whose rows and links are kept together. */
  public static LocalDate month(Row row) {
    return row.entry().intent().key().batchOpenedOn().withDayOfMonth(1);
  }
}
