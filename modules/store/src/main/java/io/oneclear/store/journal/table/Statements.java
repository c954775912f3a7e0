package io.oneclear.store.journal.table;

/**
 * What a unit of work says to the database. Parameters are arrays, one a column: {@link Columns}.
 */
public final class Statements {

  public static final String OPEN =
      """
      SELECT d.open_date, pg_current_xact_id()::text
      FROM business_day d, switch_node n
      WHERE n.node = ? AND n.life = ?
      FOR SHARE
      """;

  public static final String INSERT =
      """
      INSERT INTO card_transaction AS t (id, amount_fen, received_at, concluded_at, original_id,
          original_opened_on, original_batch, original_trace, original_terminal, batch_opened_on,
          business_date, batch, trace, node, pan_key_id, up_stan, merchant_id, terminal_id, kind,
          state, pan_hash, pan_cipher, pan_masked, product, expiry, card_sequence, entry_mode,
          condition_code, rrn, link, up_time, up_acquirer, up_forwarder, response_code,
          seal)
      SELECT u.id, u.amount_fen,
          TIMESTAMPTZ 'epoch' + u.received * INTERVAL '1 microsecond',
          TIMESTAMPTZ 'epoch' + u.concluded * INTERVAL '1 microsecond',
          u.original_id, DATE 'epoch' + u.original_opened, u.original_batch, u.original_trace,
          u.original_terminal, DATE 'epoch' + u.opened, ?, u.batch, u.trace, ?, u.pan_key_id,
          u.up_stan, u.merchant_id, u.terminal_id, u.kind, u.state, u.pan_hash, u.pan_cipher,
          u.pan_masked, u.product, u.expiry, u.card_sequence, u.entry_mode, u.condition_code,
          u.rrn, u.link, u.up_time, u.up_acquirer, u.up_forwarder, u.response_code, u.seal
      FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[],
          ?::int4[], ?::text[], ?::int4[], ?::int4[], ?::int4[], ?::int4[], ?::int4[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::bytea[])
        AS u(id, amount_fen, received, concluded, original_id, original_opened, original_batch,
          original_trace, original_terminal, opened, batch, trace, pan_key_id, up_stan,
          merchant_id, terminal_id, kind, state, pan_hash, pan_cipher, pan_masked, product, expiry,
          card_sequence, entry_mode, condition_code, rrn, link, up_time, up_acquirer, up_forwarder,
          response_code, seal)
      ON CONFLICT DO NOTHING
      RETURNING t.id, t.ctid::text
      """;

  /**
   * By place in its partition: the row is still where its insert put it, so no index is asked. A
   * row that has moved (the table was rewritten) is found by its key.
   */
  public static final String DECIDE_AT_PLACE =
      """
      UPDATE card_transaction_{month} t
      SET state = u.state, response_code = u.response_code,
          authorization_code = u.authorization_code, settlement_date = u.settlement_date,
          issuer = u.issuer, additional_amounts = u.additional_amounts, answer_icc = u.answer_icc,
          concluded_at = TIMESTAMPTZ 'epoch' + u.concluded * INTERVAL '1 microsecond',
          seal = u.seal
      FROM unnest(?::int8[], ?::tid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::bytea[], ?::int8[], ?::bytea[])
        AS u(id, place, state, response_code, authorization_code, settlement_date, issuer,
          additional_amounts, answer_icc, concluded, seal)
      WHERE t.ctid = u.place AND t.id = u.id AND t.state = 'SENT'
      RETURNING t.id
      """;

  /** Everything of a row that can change, of one that is locked. */
  public static final String REPLACE =
      """
      UPDATE card_transaction
      SET state = ?, refunded_fen = ?, claimed_by = ?, response_code = ?, authorization_code = ?,
          settlement_date = ?, issuer = ?, additional_amounts = ?, answer_icc = ?,
          concluded_at = ?, late_code = ?, seal = ?
      WHERE batch_opened_on = ? AND terminal_id = ? AND batch = ? AND trace = ?
          AND merchant_id = ? AND id = ? AND state = ?
      """;

  /** For a reversal that came before its original. */
  public static final String REMEMBER =
      """
      INSERT INTO card_transaction (id, amount_fen, received_at, batch_opened_on, business_date,
          batch, trace, node, merchant_id, terminal_id, kind, state, seal)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /**
   * One look-up by key a row, whatever the planner thinks of the table: a plan made while it was
   * empty would read all of it ever after.
   */
  public static final String LOAD =
      "SELECT "
          + Rows.COLUMNS
          + """
          FROM unnest(?::text[], ?::int4[], ?::int4[], ?::int4[], ?::text[])
            AS u(terminal_id, batch, trace, opened, merchant_id)
          CROSS JOIN LATERAL (
            SELECT * FROM card_transaction c
            WHERE c.terminal_id = u.terminal_id AND c.batch = u.batch AND c.trace = u.trace
              AND c.batch_opened_on = DATE 'epoch' + u.opened AND c.merchant_id = u.merchant_id
            OFFSET 0) t
          """;

  public static final String LOCK = LOAD + "FOR UPDATE OF t";

  public static final String ENQUEUE =
      """
      INSERT INTO store_and_forward AS s (type, link, transaction_id, merchant_id, terminal_id,
          batch_opened_on, batch, trace, about_id, of_time, of_stan, up_time, up_stan, up_acquirer,
          up_forwarder, reason, next_attempt_at)
      SELECT u.type, u.link, u.transaction_id, u.merchant_id, u.terminal_id,
          DATE 'epoch' + u.opened, u.batch, u.trace, u.about_id, u.of_time, u.of_stan, u.up_time,
          u.up_stan, u.up_acquirer, u.up_forwarder, u.reason,
          TIMESTAMPTZ 'epoch' + u.due * INTERVAL '1 microsecond'
      FROM unnest(?::text[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::int4[], ?::int4[],
          ?::int4[], ?::int8[], ?::text[], ?::int4[], ?::text[], ?::int4[], ?::text[], ?::text[],
          ?::text[], ?::int8[])
        AS u(type, link, transaction_id, merchant_id, terminal_id, opened, batch, trace, about_id,
          of_time, of_stan, up_time, up_stan, up_acquirer, up_forwarder, reason, due)
      ON CONFLICT DO NOTHING
      RETURNING s.transaction_id
      """;

  private Statements() {}
}
