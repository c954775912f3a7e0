package io.oneclear.store;

import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom we acquire for, as administration sees it: merchants, accounts, terminals, link keys.
 * Blocking; for people and for seeding, not for the path of a transaction. Every change is told to
 * the running switches.
 *
 * <p>Throws {@link StoreException} when the database refuses or is down.
 */
public final class Registry {

  private static final String INSERT_MERCHANT =
      """
      INSERT INTO merchant (merchant_id, name, licence_name, unified_credit_code, mcc, state,
          fee_plan, cycle, per_transaction_fen, refund_days)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_ACCOUNT =
      """
      INSERT INTO settlement_account (merchant_id, account_number, account_name, bank_code,
          bank_name, verified_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_TERMINAL =
      """
      INSERT INTO terminal (terminal_id, merchant_id, serial_number, state, algorithm, tmk,
          pin_key, mac_key, batch, batch_opened_on, batch_state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Database database;

  public Registry(Database database) {
    this.database = database;
  }

  /** Opens the first business day of a new database; does nothing once there is one. */
  public void openFirstDay(LocalDate day) {
    save(
        "INSERT INTO business_day (open_date) VALUES (?) ON CONFLICT DO NOTHING",
        List.of(day),
        (row, date) -> row.setObject(1, date));
  }

  /** The business day that is open; empty in a new database. */
  public Optional<LocalDate> openDay() {
    return load("SELECT open_date FROM business_day", row -> row.getObject(1, LocalDate.class))
        .stream()
        .findFirst();
  }

  /**
   * Inserts new merchants with their accounts, all of them or none. The database refuses a merchant
   * that exists, and an account whose name is not on the licence.
   */
  public void addMerchants(List<Merchant> merchants, List<SettlementAccount> accounts) {
    database.administer(
        connection -> {
          save(connection, INSERT_MERCHANT, merchants, Registry::bind);
          return save(connection, INSERT_ACCOUNT, accounts, Registry::bind);
        });
  }

  /** Inserts the merchants, or brings those that exist to what is given. */
  public void saveMerchants(List<Merchant> merchants) {
    save(
        INSERT_MERCHANT
            + """
            ON CONFLICT (merchant_id) DO UPDATE SET (name, licence_name, unified_credit_code, mcc,
                state, fee_plan, cycle, per_transaction_fen, refund_days) = (excluded.name,
                excluded.licence_name, excluded.unified_credit_code, excluded.mcc, excluded.state,
                excluded.fee_plan, excluded.cycle, excluded.per_transaction_fen, excluded.refund_days)
            """,
        merchants,
        Registry::bind);
  }

  private static void bind(PreparedStatement row, Merchant merchant) throws SQLException {
    row.setString(1, merchant.id().code());
    row.setString(2, merchant.name());
    row.setString(3, merchant.licenceName());
    row.setString(4, merchant.unifiedCreditCode());
    row.setString(5, merchant.mcc());
    row.setString(6, merchant.state().name());
    row.setString(7, merchant.feePlan());
    row.setString(8, merchant.cycle().name());
    row.setLong(9, merchant.limits().perTransactionFen());
    row.setInt(10, merchant.limits().refundDays());
  }

  public Optional<Merchant> merchant(MerchantId id) {
    return loadOne(
        ProfileRows.MERCHANTS + " WHERE merchant_id = ?", id.code(), ProfileRows::merchant);
  }

  /** All merchants, by id. */
  public List<Merchant> merchants() {
    return load(ProfileRows.MERCHANTS + " ORDER BY merchant_id", ProfileRows::merchant);
  }

  /** Inserts or replaces merchants' accounts. The database refuses a name not on the licence. */
  public void saveAccounts(List<SettlementAccount> accounts) {
    save(
        INSERT_ACCOUNT
            + """
            ON CONFLICT (merchant_id) DO UPDATE SET (account_number, account_name, bank_code, bank_name,
                verified_at) = (excluded.account_number, excluded.account_name, excluded.bank_code,
                excluded.bank_name, excluded.verified_at)
            """,
        accounts,
        Registry::bind);
  }

  private static void bind(PreparedStatement row, SettlementAccount account) throws SQLException {
    row.setString(1, account.merchant().code());
    row.setString(2, account.accountNumber());
    row.setString(3, account.accountName());
    row.setString(4, account.bankCode());
    row.setString(5, account.bankName());
    row.setObject(6, timestamp(account.verifiedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  public Optional<SettlementAccount> account(MerchantId merchant) {
    return loadOne(
        """
        SELECT merchant_id, account_number, account_name, bank_code, bank_name, verified_at
        FROM settlement_account WHERE merchant_id = ?
        """,
        merchant.code(),
        ProfileRows::account);
  }

  /** Inserts a new terminal. The database refuses one that exists, or a device that has a code. */
  public void addTerminal(Terminal terminal) {
    save(INSERT_TERMINAL, List.of(terminal), Registry::bind);
  }

  /**
   * Inserts terminals; of one that exists it changes merchant, serial number, state, algorithm and
   * master key, and leaves working keys and batch alone.
   */
  public void saveTerminals(List<Terminal> terminals) {
    save(
        INSERT_TERMINAL
            + """
            ON CONFLICT (terminal_id) DO UPDATE SET (merchant_id, serial_number, state, algorithm, tmk)
                = (excluded.merchant_id, excluded.serial_number, excluded.state, excluded.algorithm,
                excluded.tmk)
            """,
        terminals,
        Registry::bind);
  }

  private static void bind(PreparedStatement row, Terminal terminal) throws SQLException {
    row.setString(1, terminal.id().code());
    row.setString(2, terminal.merchant().code());
    row.setString(3, terminal.serialNumber());
    row.setString(4, terminal.state().name());
    row.setString(5, terminal.algorithm().name());
    row.setString(6, terminal.tmk().text());
    row.setString(7, terminal.pinKey() == null ? null : terminal.pinKey().text());
    row.setString(8, terminal.macKey() == null ? null : terminal.macKey().text());
    row.setInt(9, terminal.batch().number());
    row.setObject(10, terminal.batchOpenedOn());
    row.setString(11, terminal.batchState().name());
  }

  public Optional<Terminal> terminal(TerminalId id) {
    return loadOne(
        ProfileRows.TERMINALS + " WHERE terminal_id = ?", id.code(), ProfileRows::terminal);
  }

  /** The terminal whose device has the serial number. */
  public Optional<Terminal> terminalOfDevice(String serialNumber) {
    return loadOne(
        ProfileRows.TERMINALS + " WHERE serial_number = ?", serialNumber, ProfileRows::terminal);
  }

  /** All terminals, by id. */
  public List<Terminal> terminals() {
    return load(ProfileRows.TERMINALS + " ORDER BY terminal_id", ProfileRows::terminal);
  }

  /** Stores a key of a link, in the place of the one before. */
  public void saveLinkKey(String link, LinkKeyUsage usage, KeyBlock key, Instant at) {
    save(
        """
        INSERT INTO link_key (link, usage, key_block, changed_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (link, usage) DO UPDATE SET (key_block, changed_at)
            = (excluded.key_block, excluded.changed_at)
        """,
        List.of(key),
        (row, block) -> {
          row.setString(1, link);
          row.setString(2, usage.name());
          row.setString(3, block.text());
          row.setObject(4, timestamp(at));
        });
  }

  public Optional<KeyBlock> linkKey(String link, LinkKeyUsage usage) {
    return loadOne(
        "SELECT key_block FROM link_key WHERE link = ? AND usage = '" + usage.name() + "'",
        link,
        row -> new KeyBlock(row.getString(1)));
  }

  /** What a link's key is for. */
  public enum LinkKeyUsage {
    /** Master key, under which the others travel. */
    ZMK,
    /** PIN key. */
    ZPK,
    /** MAC key. */
    ZAK
  }

  private static OffsetDateTime timestamp(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private <T> void save(String sql, List<T> values, Binder<T> binder) {
    database.administer(connection -> save(connection, sql, values, binder));
  }

  private static <T> int[] save(Connection connection, String sql, List<T> values, Binder<T> binder)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T value : values) {
        binder.bind(statement, value);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  private <T> List<T> load(String sql, Reader<T> reader) {
    return database.administer(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return read(statement, reader);
          }
        });
  }

  private <T> Optional<T> loadOne(String sql, String key, Reader<T> reader) {
    return database.administer(connection -> loadOne(connection, sql, key, reader));
  }

  private static <T> Optional<T> loadOne(
      Connection connection, String sql, String key, Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      return read(statement, reader).stream().findFirst();
    }
  }

  private static <T> List<T> read(PreparedStatement statement, Reader<T> reader)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(reader.read(rows));
      }
      return values;
    }
  }

  @FunctionalInterface
  private interface Binder<T> {
    void bind(PreparedStatement row, T value) throws SQLException;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
