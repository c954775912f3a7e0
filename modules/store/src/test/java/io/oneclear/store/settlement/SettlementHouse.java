package io.oneclear.store.settlement;

import com.zaxxer.hikari.HikariDataSource;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.settlement.Checkpoint;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementConfig;
import io.oneclear.settlement.calendar.CalendarYear;
import io.oneclear.settlement.calendar.WorkingCalendar;
import io.oneclear.settlement.files.ClearingFile;
import io.oneclear.settlement.files.Debtor;
import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.TestPostgres;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A real PostgreSQL with a fresh database per test, made from a migrated template, and the files
 * around it.
 */
final class SettlementHouse implements AutoCloseable {

  static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final String EXISTS = "SELECT count(*) FROM pg_database WHERE datname = ?";

  private static EmbeddedDatabase server;

  final Database database;
  final Path directory;
  Instant now = Instant.parse("2026-11-20T15:00:00Z");
  Checkpoint checkpoint = Checkpoint.NONE;

  private SettlementHouse(Database database, Path directory) {
    this.database = database;
    this.directory = directory;
  }

  /** Starts the server once for all tests of this JVM. */
  private static synchronized DatabaseConfig server() {
    if (server == null) {
      try {
        String kept = System.getProperty("settlement.house");
        Path data = kept == null ? Files.createTempDirectory("oneclear-settlement") : Path.of(kept);
        server = EmbeddedDatabase.start(EmbeddedConfig.in(data));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        try (Connection connection = connect(server.connection())) {
          if (new Sql(connection).number(EXISTS, "house") == 0) {
            new Sql(connection).run("CREATE DATABASE house");
          }
        }
        Database.open(named(server.connection(), "house"), TestPostgres.SEAL_KEY).close();
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("no test database", e);
      }
    }
    return server.connection();
  }

  static long serverProcess() {
    return server.processId().orElseThrow();
  }

  static Connection connect(DatabaseConfig config) throws SQLException {
    return DriverManager.getConnection(config.url(), config.user(), config.password());
  }

  private static DatabaseConfig named(DatabaseConfig config, String name) {
    String url = config.url();
    String base = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    String options = url.contains("?") ? url.substring(url.indexOf('?')) : "";
    return DatabaseConfig.of(
        base.substring(0, base.lastIndexOf('/') + 1) + name + options,
        config.user(),
        config.password());
  }

  /** A fresh house whose first day is the Friday. */
  static SettlementHouse open(Path directory) {
    return open(directory, "house");
  }

  /** A copy of another house as it stands; nobody may be in it. */
  static SettlementHouse open(Path directory, String template) {
    String name = "t" + NUMBER.incrementAndGet();
    administer("DROP DATABASE IF EXISTS " + name);
    return create(directory, name, template);
  }

  /** An empty house under a name of its own. */
  static SettlementHouse create(Path directory, String name) {
    return create(directory, name, "house");
  }

  private static SettlementHouse create(Path directory, String name, String template) {
    administer("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy");
    return new SettlementHouse(
        Database.open(named(server(), name), TestPostgres.SEAL_KEY), directory);
  }

  static boolean exists(String name) {
    try (Connection connection = connect(server())) {
      return new Sql(connection).number(EXISTS, name) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
  }

  private static void administer(String command) {
    try (Connection connection = connect(server())) {
      new Sql(connection).run(command);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
  }

  /** Runs what cannot be run in a unit of work. */
  void alone(String command) {
    try (Connection connection = connect(database.config())) {
      new Sql(connection).run(command);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server ends every connection there is to this house, whatever it is doing. */
  void endConnections() {
    try (Connection connection = connect(server())) {
      new Sql(connection)
          .list(
              row -> row.getBoolean(1),
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
              name());
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
  }

  /** The pools let go of what the server has ended: as in a process that is started anew. */
  void forgetConnections() {
    for (DataSource pool : List.of(database.dataSource(), database.settlementDataSource())) {
      ((HikariDataSource) pool).getHikariPoolMXBean().softEvictConnections();
    }
  }

  String name() {
    String url = database.config().url();
    String base = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    return base.substring(base.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    database.close();
  }

  long sql(String statement, Object... values) {
    return database.administer(connection -> new Sql(connection).update(statement, values));
  }

  void run(String statement, Object... values) {
    database.administer(
        connection -> {
          new Sql(connection).run(statement, values);
          return null;
        });
  }

  long number(String query, Object... values) {
    return database.administer(connection -> new Sql(connection).number(query, values));
  }

  List<String> texts(String query, Object... values) {
    return database.administer(
        connection -> new Sql(connection).list(row -> row.getString(1), query, values));
  }

  InstantSource clock() {
    return () -> now;
  }

  PostgresSettlementStore store() {
    return new PostgresSettlementStore(database, clock(), place -> checkpoint.reached(place));
  }

  Settlement settlement() {
    return new Settlement(
        store(), config(), calendar(), clock(), place -> checkpoint.reached(place));
  }

  SettlementConfig config() {
    return SettlementConfig.of(
        directory.resolve("inbox"),
        directory.resolve("bank"),
        directory.resolve("out"),
        new Debtor("一清支付有限公司备付金", "31050161360000000001", "105290036005"),
        List.of("103"));
  }

  static WorkingCalendar calendar() {
    return new WorkingCalendar(List.of(new CalendarYear(2026, Set.of(), Set.of())));
  }

  /**
   * Opens the Friday and takes on merchants: number n has plan n mod 4, cycle T1 or D1, and every
   * third an account at a bank that takes the batch text.
   */
  SettlementHouse withMerchants(int count) {
    sql("INSERT INTO business_day (open_date) VALUES (?)", FRIDAY);
    sql(
        """
        INSERT INTO merchant (merchant_id, name, licence_name, unified_credit_code, mcc, state, fee_plan, cycle,
          per_transaction_fen, refund_days)
        SELECT '4900000' || (ARRAY['5812','5411','8211','5999'])[1 + i % 4] || lpad(i::text, 4, '0'), '商户' || i, '商户' || i || '有限公司',
          '91310000' || lpad(i::text, 10, '0'), (ARRAY['5812','5411','8211','5999'])[1 + i % 4], 'LIVE',
          (ARRAY['STANDARD','PREFERENTIAL','BLENDED','TIERED'])[1 + i % 4], (ARRAY['T1','D1'])[1 + i % 2], 100000000, 180
        FROM generate_series(0, ? - 1) i
        """,
        count);
    sql(
        """
        INSERT INTO settlement_account (merchant_id, account_number, account_name, bank_code, bank_name, verified_at)
        SELECT merchant_id, '62284800' || right(merchant_id, 10), licence_name,
          CASE WHEN right(merchant_id, 4)::integer % 3 = 0 THEN '103290000000' ELSE '102290000000' END, '某银行上海分行', ?
        FROM merchant
        """,
        now);
    store().addFees(HouseFees.book());
    return this;
  }

  /** The cycle a merchant of {@link #withMerchants} has. */
  static SettlementCycle cycleOf(int merchant) {
    return merchant % 2 == 0 ? SettlementCycle.T1 : SettlementCycle.D1;
  }

  /** Journals a day of transactions: sales, voids, refunds, declines and time-outs. */
  SettlementHouse withTransactions(LocalDate date, int count) {
    return withTransactions(date, 0, count);
  }

  /** Those from one number to before another, both even. */
  SettlementHouse withTransactions(LocalDate date, int from, int to) {
    run("SELECT make_card_transaction_months(?, ?)", date, date);
    return withTransactions("card_transaction", date, from, to);
  }

  /**
   * The same in the journal's partition of a month.
   *
   * @param table the journal, or the partition the date is in
   */
  SettlementHouse withTransactions(String table, LocalDate date, int from, int to) {
    String statement = JOURNAL.replace("card_transaction", table);
    sql(statement, date, date, date, date, date, date, from / 2, to / 2);
    return this;
  }

  private static final String JOURNAL =
      """
      INSERT INTO card_transaction (id, amount_fen, refunded_fen, received_at, concluded_at, original_id, original_opened_on,
        original_batch, original_trace, batch_opened_on, business_date, batch, trace, node, up_stan, merchant_id, terminal_id,
        original_terminal, kind, state, pan_masked, product, rrn, link, up_time, up_acquirer, up_forwarder, response_code)
      SELECT x.base + i, CASE WHEN role = 'REFUND' AND half = 1 THEN fen / 2 ELSE fen END,
        CASE WHEN role = 'REFUND' AND half = 0 THEN fen / 2 ELSE 0 END,
        at, at, CASE WHEN role IN ('VOID', 'REFUND') AND half = 1 THEN x.base + i - 1 END,
        CASE WHEN role IN ('VOID', 'REFUND') AND half = 1 THEN ?::date END,
        CASE WHEN role IN ('VOID', 'REFUND') AND half = 1 THEN 1 END,
        CASE WHEN role IN ('VOID', 'REFUND') AND half = 1 THEN trace - 1 END,
        ?, ?, 1, trace, 1, i % 1000000, m.merchant_id, terminal,
        CASE WHEN role IN ('VOID', 'REFUND') AND half = 1 THEN terminal END,
        CASE WHEN half = 1 AND role IN ('VOID', 'REFUND') THEN role ELSE 'PURCHASE' END,
        CASE WHEN half = 0 AND role = 'VOID' THEN 'VOIDED' WHEN half = 0 AND role = 'REFUND' THEN 'PARTLY_REFUNDED'
          WHEN role = 'FAIL' AND half = 0 THEN 'DECLINED' WHEN role = 'FAIL' THEN 'TIMED_OUT' ELSE 'APPROVED' END,
        '622202******' || lpad((g % 10000)::text, 4, '0'), product, lpad((x.base + i)::text, 12, '0'), 'unionpay',
        to_char(at, 'MMDDHH24MISS'), '49000000', '49000000',
        CASE WHEN role = 'FAIL' AND half = 0 THEN '51' WHEN role = 'FAIL' THEN '98' ELSE '00' END
      FROM (
        SELECT 2 * g + half AS i, g, half, (?::date - DATE '2026-01-01')::bigint * 10000000 AS base,
          CASE g % 50 WHEN 0 THEN 'VOID' WHEN 25 THEN 'REFUND' WHEN 10 THEN 'FAIL' ELSE 'SALE' END AS role,
          100 + (g::bigint * 7919 + extract(doy FROM ?::date)::integer * 31) % 500000 AS fen,
          (ARRAY['DEBIT','DEBIT','CREDIT','DEBIT','CREDIT','FOREIGN'])[1 + g % 6] AS product,
          'T' || lpad((g % (2 * n))::text, 7, '0') AS terminal, (g % (2 * n)) / 2 AS merchant,
          (g / (2 * n)) * 2 + half + 1 AS trace,
          (?::date + TIME '08:00' + make_interval(secs => ((g + g / 500000) % 50000))) AT TIME ZONE 'Asia/Shanghai' AS at
        FROM (SELECT count(*)::integer AS n FROM merchant) c CROSS JOIN generate_series(?::integer, ?::integer - 1) g CROSS JOIN generate_series(0, 1) half) x
      JOIN (SELECT merchant_id, row_number() OVER (ORDER BY right(merchant_id, 4)) - 1 AS n FROM merchant) m ON m.n = x.merchant
      """;

  /**
   * Writes the scheme's clearing file of a date, as a scheme that agrees with the journal would;
   * fees by its own arithmetic.
   *
   * @param condition on the journal row {@code t}, to leave things out
   */
  void schemeFile(LocalDate date, String condition) {
    writeSchemeFile(date, condition + " ORDER BY t.id");
  }

  /** The same, in the order the journal is read in. */
  void schemeFileAsRead(LocalDate date) {
    writeSchemeFile(date, "true");
  }

  private void writeSchemeFile(LocalDate date, String condition) {
    try {
      Files.createDirectories(config().inbox());
      Path file = config().inbox().resolve(ClearingFile.nameFor(date));
      try (OutputStream out = Files.newOutputStream(file);
          Connection connection = database.dataSource().getConnection()) {
        String lines = SCHEME_LINES.formatted(date, condition);
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + lines + ") TO STDOUT", out);
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static final String SCHEME_LINES =
      """
      SELECT concat_ws(' ', '49000000   ', '49000000   ', lpad(up_stan::text, 6, '0'), up_time, rpad(replace(pan_masked, '*', '0'), 19),
        lpad(t.amount_fen::text, 12, '0'), repeat('0', 12), repeat('0', 12), CASE t.kind WHEN 'REFUND' THEN '0220' ELSE '0200' END,
        CASE t.kind WHEN 'PURCHASE' THEN '000000' ELSE '200000' END, m.mcc, terminal_id, merchant_id, rrn, '00', repeat(' ', 6),
        '00010000   ', repeat('0', 6), '00', '051', 'D' || repeat('0', 11),
        CASE t.kind WHEN 'PURCHASE' THEN 'D' ELSE 'C' END || lpad(part(issuer)::text, 11, '0'),
        CASE t.kind WHEN 'PURCHASE' THEN 'D' ELSE 'C' END || lpad(part(network)::text, 11, '0'),
        '0', '000', '5', '0', repeat('0', 10), repeat(' ', 11), '0', '01', '00', repeat('0', 12), repeat(' ', 14))
      FROM (
        SELECT t.*, coalesce(o.amount_fen, t.amount_fen) AS whole FROM card_transaction t
        LEFT JOIN card_transaction o ON o.id = t.original_id AND o.batch_opened_on = t.original_opened_on
          AND o.state <> 'APPROVED'
        WHERE t.business_date = '%s' AND t.kind <> 'BALANCE_INQUIRY'
          AND (t.kind = 'PURCHASE' AND t.state IN ('APPROVED', 'VOIDED', 'PARTLY_REFUNDED', 'REFUNDED')
               OR t.kind <> 'PURCHASE' AND t.state = 'APPROVED')) t
      JOIN merchant m USING (merchant_id)
      CROSS JOIN LATERAL (SELECT
        CASE m.mcc WHEN '8211' THEN 0 WHEN '5411' THEN 0.78 ELSE 1 END AS k) k
      CROSS JOIN LATERAL (SELECT
        CASE t.product WHEN 'DEBIT' THEN least(round(whole * 0.0035 * k), round(1300 * k)) WHEN 'CREDIT' THEN round(whole * 0.0045 * k)
          ELSE round(whole * 0.011) END::bigint AS issuer,
        CASE t.product WHEN 'FOREIGN' THEN round(whole * 0.0015) ELSE least(round(whole * 0.000325 * k), round(325 * k)) END::bigint AS network) f
      WHERE %s
      """
          .replace("part(issuer)", "round(f.issuer * t.amount_fen::numeric / whole)::bigint")
          .replace("part(network)", "round(f.network * t.amount_fen::numeric / whole)::bigint");

  /** Answers every payout file of a date that has no answer yet. */
  void bankAnswers(LocalDate date, BankRule rule) {
    BankDesk.answer(config().out().resolve(date.toString()), config().bankAnswers(), rule);
  }

  /** What the bank does with a payment. */
  @FunctionalInterface
  interface BankRule {

    BankRule PAYS_ALL = _ -> "";

    /** Empty: paid; otherwise the reason of the refusal. */
    String refusal(String endToEndId);
  }
}
