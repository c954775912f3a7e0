package io.oneclear.store.journal;

import io.oneclear.store.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * What a purchase costs the server by the way its two rows are written: the intents of a group and
 * the outcomes of the group before it, one commit a group, one connection, everything durable. Not
 * part of the tests; run its main with the number of purchases.
 */
final class JournalShapes {

  private static final Logger OUT = Logger.getLogger(JournalShapes.class.getName());
  private static final HexFormat HEX = HexFormat.of();
  private static final String MONTH = "card_transaction_2026_11";
  private static final int[] GROUPS = {6, 27, 100, 500};
  private static final int TERMINALS = 5_000;
  private static final double MICROS_A_TICK = 10_000;

  private static final String COLUMNS =
      "id, amount_fen, trace, up_stan, terminal_id, rrn, pan_hash, pan_cipher, received_at,"
          + " batch_opened_on, business_date, batch, node, pan_key_id, merchant_id, kind, state,"
          + " pan_masked, product, expiry, entry_mode, condition_code, link, up_time, up_acquirer,"
          + " up_forwarder, seal";

  /** The columns behind the first eight, which are the same in every row. */
  private static final List<String> CONSTANTS =
      List.of(
          "2026-11-22 12:00:00+08",
          "2026-11-22",
          "2026-11-22",
          "1",
          "1",
          "1",
          "898310058120001",
          "PURCHASE",
          "SENT",
          "622202******0001",
          "DEBIT",
          "3012",
          "021",
          "00",
          "unionpay",
          "1122120000",
          "49000000",
          "49000000",
          "\\x" + "5a".repeat(16));

  /** How rows come in and how they are decided. */
  private enum Shape {
    ARRAYS_THEN_UPDATE_AT_PLACE(42),
    COPY_THEN_UPDATE_BY_KEY(42),
    ARRAYS_THEN_OUTCOME_ROWS(100);

    final int fillFactor;

    Shape(int fillFactor) {
      this.fillFactor = fillFactor;
    }
  }

  public static void main(String[] arguments) throws Exception {
    int purchases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
    run(Shape.ARRAYS_THEN_UPDATE_AT_PLACE, 100, purchases);
    for (int group : GROUPS) {
      for (Shape shape : Shape.values()) {
        // A small group costs more a purchase; fewer of them say as much.
        OUT.info(run(shape, group, Math.min(purchases, 2_000 * group)));
      }
    }
  }

  private static String run(Shape shape, int group, int purchases) throws Exception {
    try (TestPostgres postgres = TestPostgres.fresh();
        Connection connection = connect(postgres)) {
      JournalShapes journal = new JournalShapes(connection, shape);
      journal.prepare();
      journal.write(group, purchases / 5);
      double cpu = journal.backendMicros();
      long wal = journal.number("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
      long nanos = System.nanoTime();
      journal.write(group, purchases);
      nanos = System.nanoTime() - nanos;
      cpu = journal.backendMicros() - cpu;
      wal = journal.number("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint") - wal;
      long bytes =
          journal.number(
              "SELECT pg_total_relation_size('%s') + pg_total_relation_size('outcome')"
                  .formatted(MONTH));
      return String.format(
          Locale.ROOT,
          "%-28s %3d a group: %5.1f us of the backend, %5.0f a second, %5d bytes of log, %5d on disk",
          shape,
          group,
          cpu / purchases,
          purchases * 1e9 / nanos,
          wal / purchases,
          bytes / (purchases + purchases / 5));
    }
  }

  private final Connection connection;
  private final Shape shape;
  private int next = 1;
  private Group before = new Group(0, List.of());

  private JournalShapes(Connection connection, Shape shape) {
    this.connection = connection;
    this.shape = shape;
  }

  /** As the journal's writers connect, but as the owner of the tables. */
  private static Connection connect(TestPostgres postgres) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", postgres.config().user());
    properties.setProperty("password", postgres.config().password());
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty(
        "options",
        "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off"
            + " -c enable_hashjoin=off -c enable_mergejoin=off");
    return DriverManager.getConnection(postgres.config().url(), properties);
  }

  /** Intents that are durable: from a number on, and where their rows are. */
  private record Group(int first, List<String> places) {}

  private void prepare() throws SQLException {
    run("ALTER TABLE " + MONTH + " SET (fillfactor = " + shape.fillFactor + ")");
    run(
        "CREATE TABLE outcome (id bigint PRIMARY KEY, concluded_at timestamptz NOT NULL, state text"
            + " NOT NULL CHECK (state IN ('APPROVED','DECLINED','TIMED_OUT')), response_code text,"
            + " authorization_code text, settlement_date text, issuer text, seal bytea CHECK"
            + " (length(seal) = 16))");
    connection.setAutoCommit(false);
  }

  private void write(int group, int purchases) throws SQLException, IOException {
    for (int done = 0; done < purchases; done += group) {
      Group intents = shape == Shape.COPY_THEN_UPDATE_BY_KEY ? copy(group) : insert(group);
      decide(before);
      connection.commit();
      before = intents;
    }
  }

  private Group insert(int count) throws SQLException {
    int first = next;
    next += count;
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      arrays(insert, first, count);
      List<String> places = new ArrayList<>();
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          places.add(row.getString(1));
        }
      }
      return new Group(first, places);
    }
  }

  private static final String INSERT =
      "INSERT INTO card_transaction AS t ("
          + COLUMNS
          + ") SELECT u.*, "
          + "'2026-11-22 12:00:00+08'::timestamptz, '2026-11-22'::date, '2026-11-22'::date, 1, 1, 1, c[1], c[2],"
          + " c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], '\\x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a'::bytea"
          + " FROM unnest(?::int8[], ?::int8[], ?::int4[], ?::int4[], ?::text[], ?::text[], ?::bytea[], ?::bytea[]) u,"
          + " (SELECT ?::text[] AS c) v ON CONFLICT DO NOTHING RETURNING t.ctid::text";

  private void arrays(PreparedStatement statement, int first, int count) throws SQLException {
    Long[] ids = new Long[count];
    Long[] fen = new Long[count];
    Integer[] traces = new Integer[count];
    Integer[] stans = new Integer[count];
    String[] terminals = new String[count];
    String[] rrns = new String[count];
    byte[][] hashes = new byte[count][];
    byte[][] ciphers = new byte[count][];
    for (int i = 0; i < count; i++) {
      int number = first + i;
      ids[i] = (long) number;
      fen[i] = 100L;
      traces[i] = trace(number);
      stans[i] = number % 1_000_000;
      terminals[i] = terminal(number);
      rrns[i] = rrn(number);
      hashes[i] = bytes(number, 32);
      ciphers[i] = bytes(number, 44);
    }
    statement.setArray(1, connection.createArrayOf("int8", ids));
    statement.setArray(2, connection.createArrayOf("int8", fen));
    statement.setArray(3, connection.createArrayOf("int4", traces));
    statement.setArray(4, connection.createArrayOf("int4", stans));
    statement.setArray(5, connection.createArrayOf("text", terminals));
    statement.setArray(6, connection.createArrayOf("text", rrns));
    statement.setArray(7, connection.createArrayOf("bytea", hashes));
    statement.setArray(8, connection.createArrayOf("bytea", ciphers));
    statement.setArray(
        9, connection.createArrayOf("text", CONSTANTS.subList(6, 18).toArray(String[]::new)));
  }

  private Group copy(int count) throws SQLException {
    int first = next;
    next += count;
    StringBuilder rows = new StringBuilder(count * 300);
    String constants = String.join("\t", CONSTANTS).replace("\\", "\\\\");
    for (int number = first; number < first + count; number++) {
      rows.append(number)
          .append("\t100\t")
          .append(trace(number))
          .append('\t')
          .append(number % 1_000_000)
          .append('\t')
          .append(terminal(number))
          .append('\t')
          .append(rrn(number))
          .append("\t\\\\x")
          .append(HEX.formatHex(bytes(number, 32)))
          .append("\t\\\\x")
          .append(HEX.formatHex(bytes(number, 44)))
          .append('\t')
          .append(constants)
          .append('\n');
    }
    byte[] text = rows.toString().getBytes(StandardCharsets.US_ASCII);
    CopyIn in =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + MONTH + " (" + COLUMNS + ") FROM STDIN");
    in.writeToCopy(text, 0, text.length);
    in.endCopy();
    return new Group(first, Collections.nCopies(count, ""));
  }

  private void decide(Group group) throws SQLException {
    int count = group.places().size();
    if (count == 0) {
      return;
    }
    try (PreparedStatement decide =
        connection.prepareStatement(
            switch (shape) {
              case ARRAYS_THEN_UPDATE_AT_PLACE -> AT_PLACE;
              case COPY_THEN_UPDATE_BY_KEY -> BY_KEY;
              case ARRAYS_THEN_OUTCOME_ROWS -> OUTCOME;
            })) {
      Long[] ids = new Long[count];
      Integer[] traces = new Integer[count];
      String[] terminals = new String[count];
      for (int i = 0; i < count; i++) {
        ids[i] = (long) (group.first() + i);
        traces[i] = trace(group.first() + i);
        terminals[i] = terminal(group.first() + i);
      }
      decide.setArray(1, connection.createArrayOf("int8", ids));
      switch (shape) {
        case ARRAYS_THEN_UPDATE_AT_PLACE ->
            decide.setArray(2, connection.createArrayOf("tid", group.places().toArray()));
        case COPY_THEN_UPDATE_BY_KEY -> {
          decide.setArray(2, connection.createArrayOf("int4", traces));
          decide.setArray(3, connection.createArrayOf("text", terminals));
        }
        case ARRAYS_THEN_OUTCOME_ROWS -> {
          // Its number is all an outcome needs to name.
        }
      }
      if (decide.executeUpdate() != count) {
        throw new IllegalStateException("not every row was decided");
      }
    }
  }

  private static final String VALUES =
      "'2026-11-22 12:00:01+08'::timestamptz, 'APPROVED', '00', '123456', '1122', '01020000',"
          + " '\\x6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b'::bytea";

  private static final String SET =
      "UPDATE "
          + MONTH
          + " t SET (concluded_at, state, response_code, authorization_code, settlement_date, issuer, seal) = ROW("
          + VALUES
          + ") FROM unnest(";

  private static final String AT_PLACE =
      SET
          + "?::int8[], ?::tid[]) u(id, place) WHERE t.ctid = u.place AND t.id = u.id AND t.state = 'SENT'";

  private static final String BY_KEY =
      SET
          + "?::int8[], ?::int4[], ?::text[]) u(id, trace, terminal) WHERE t.terminal_id = u.terminal AND t.batch = 1"
          + " AND t.trace = u.trace AND t.batch_opened_on = '2026-11-22' AND t.merchant_id = '898310058120001'"
          + " AND t.id = u.id AND t.state = 'SENT'";

  private static final String OUTCOME =
      "INSERT INTO outcome (id, concluded_at, state, response_code, authorization_code, settlement_date, issuer, seal)"
          + " SELECT u.id, "
          + VALUES
          + " FROM unnest(?::int8[]) u(id) ON CONFLICT DO NOTHING";

  private static String terminal(int number) {
    return String.format(Locale.ROOT, "%08d", 10_000_000 + number % TERMINALS);
  }

  private static int trace(int number) {
    return 1 + number / TERMINALS;
  }

  private static String rrn(int number) {
    return String.format(Locale.ROOT, "%012d", number);
  }

  private static byte[] bytes(int number, int length) {
    byte[] bytes = new byte[length];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  /** Processor time of this connection's backend so far. */
  private double backendMicros() throws SQLException, IOException {
    String stat =
        Files.readString(
            Path.of("/proc", Long.toString(number("SELECT pg_backend_pid()")), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_A_TICK;
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void run(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
