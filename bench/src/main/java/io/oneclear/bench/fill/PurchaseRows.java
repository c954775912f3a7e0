package io.oneclear.bench.fill;

import io.oneclear.store.journal.table.Row;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Approved purchases on their way into the journal by {@code COPY}, binary format. Columns that a
 * purchase never has are left out.
 */
final class PurchaseRows implements AutoCloseable {

  private static final String COLUMNS =
      """
      id, amount_fen, refunded_fen, received_at, concluded_at, batch_opened_on, business_date,
      batch, trace, node, pan_key_id, up_stan, merchant_id, terminal_id, kind, state, pan_hash,
      pan_cipher, pan_masked, product, expiry, entry_mode, condition_code, rrn, link, up_time,
      up_acquirer, up_forwarder, response_code, authorization_code, settlement_date, issuer, seal
      """;

  private static final short COLUMN_COUNT = (short) COLUMNS.split(",").length;

  /** Signature, flags and length of the extension of the format. */
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** Stands where the next row would say how many columns it has. */
  private static final short END = -1;

  private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int FLUSH_AT = 1 << 16;

  /** No row is longer. */
  private static final int LONGEST = 1 << 12;

  private final CopyIn copy;
  private final ByteBuffer rows = ByteBuffer.allocate(FLUSH_AT + LONGEST);

  PurchaseRows(Connection connection) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY card_transaction (" + COLUMNS + ") FROM STDIN (FORMAT binary)");
    rows.put(HEADER);
  }

  void add(Row row, byte[] seal) throws SQLException {
    JournalEntry entry = row.entry();
    Intent intent = entry.intent();
    RequestKey key = intent.key();
    Outcome outcome = entry.outcome();
    rows.putShort(COLUMN_COUNT);
    number(intent.id());
    number(intent.amountFen());
    number(entry.refundedFen());
    instant(intent.at());
    instant(entry.concludedAt());
    date(key.batchOpenedOn());
    date(entry.businessDate());
    number(key.batch().number());
    number(key.trace().number());
    number(row.node());
    number(intent.pan().keyId());
    number(intent.upstreamKey().stan().number());
    text(key.merchant().code());
    text(key.terminal().code());
    text(intent.kind().name());
    text(entry.state().name());
    bytes(intent.pan().hash());
    bytes(intent.pan().cipher());
    text(intent.pan().masked());
    text(intent.product().name());
    text(intent.expiry());
    text(intent.entryMode());
    text(intent.conditionCode());
    text(intent.rrn().code());
    text(intent.link());
    text(intent.upstreamKey().transmissionTime());
    text(intent.upstreamKey().acquirer());
    text(intent.upstreamKey().forwarder());
    text(outcome.code().code());
    text(outcome.authorizationCode());
    text(outcome.settlementDate());
    text(outcome.issuer());
    bytes(seal);
    if (rows.position() >= FLUSH_AT) {
      flush();
    }
  }

  private void number(long value) {
    rows.putInt(Long.BYTES).putLong(value);
  }

  private void number(int value) {
    rows.putInt(Integer.BYTES).putInt(value);
  }

  private void instant(Instant value) {
    number(ChronoUnit.MICROS.between(EPOCH, value));
  }

  private void date(LocalDate value) {
    number((int) ChronoUnit.DAYS.between(EPOCH_DAY, value));
  }

  private void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] value) {
    rows.putInt(value.length).put(value);
  }

  private void flush() throws SQLException {
    copy.writeToCopy(rows.array(), 0, rows.position());
    rows.clear();
  }

  /** How many are in. */
  long finish() throws SQLException {
    rows.putShort(END);
    flush();
    return copy.endCopy();
  }

  /** Gives up what was not finished. */
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
