package io.oneclear.store;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Rows of merchants, terminals and accounts as records. */
final class ProfileRows {

  static final String MERCHANTS =
      """
      SELECT merchant_id, name, licence_name, unified_credit_code, mcc, state, fee_plan, cycle,
          per_transaction_fen, refund_days
      FROM merchant\
      """;

  static final String TERMINALS =
      """
      SELECT terminal_id, merchant_id, serial_number, state, algorithm, tmk, pin_key, mac_key,
          batch, batch_opened_on, batch_state, version
      FROM terminal\
      """;

  private ProfileRows() {}

  static Merchant merchant(ResultSet row) throws SQLException {
    return new Merchant(
        new MerchantId(row.getString("merchant_id")),
        row.getString("name"),
        row.getString("licence_name"),
        row.getString("unified_credit_code"),
        row.getString("mcc"),
        MerchantState.valueOf(row.getString("state")),
        row.getString("fee_plan"),
        SettlementCycle.valueOf(row.getString("cycle")),
        new Limits(row.getLong("per_transaction_fen"), row.getInt("refund_days")));
  }

  static Terminal terminal(ResultSet row) throws SQLException {
    return new Terminal(
        new TerminalId(row.getString("terminal_id")),
        new MerchantId(row.getString("merchant_id")),
        row.getString("serial_number"),
        Terminal.State.valueOf(row.getString("state")),
        Terminal.KeyAlgorithm.valueOf(row.getString("algorithm")),
        new KeyBlock(row.getString("tmk")),
        keyOrNull(row.getString("pin_key")),
        keyOrNull(row.getString("mac_key")),
        new BatchNumber(row.getInt("batch")),
        row.getObject("batch_opened_on", LocalDate.class),
        Terminal.BatchState.valueOf(row.getString("batch_state")));
  }

  static SettlementAccount account(ResultSet row) throws SQLException {
    OffsetDateTime verified = row.getObject("verified_at", OffsetDateTime.class);
    return new SettlementAccount(
        new MerchantId(row.getString("merchant_id")),
        row.getString("account_number"),
        row.getString("account_name"),
        row.getString("bank_code"),
        row.getString("bank_name"),
        verified == null ? null : verified.toInstant());
  }

  private static KeyBlock keyOrNull(String text) {
    return text == null ? null : new KeyBlock(text);
  }
}
