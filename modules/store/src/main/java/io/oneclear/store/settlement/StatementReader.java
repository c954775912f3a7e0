package io.oneclear.store.settlement;

import io.oneclear.merchant.SettlementAccount;
import io.oneclear.message.MerchantId;
import io.oneclear.settlement.report.StatementHeader;
import io.oneclear.settlement.report.StatementLine;
import io.oneclear.settlement.report.StatementSink;
import io.oneclear.store.Lanes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads a date's statements, some merchants at a time in each of two lanes: what is joined and
 * sorted at once fits into memory, and the rows of neighbouring merchants lie side by side.
 */
record StatementReader(Units units, LocalDate date) {

  /** A lane takes merchants until it has about so many transactions, at most. */
  private static final long MAX_TOGETHER = 20_000;

  /** The transactions of a part are sorted here up to so many, above by the server. */
  private static final long MAX_SORTED_HERE = 2 * MAX_TOGETHER;

  /** Of one merchant. */
  private static final Comparator<Row> IN_ORDER =
      Comparator.comparing((Row row) -> row.line().at())
          .thenComparingLong(Row::transaction)
          .thenComparing(row -> row.line().kind());

  private static final String HEADERS =
      """
      SELECT n.merchant_id, m.name, n.cycle, n.value_date, n.sales_fen, n.voids_fen, n.refunds_fen, n.fees_fen,
        n.carried_in_fen, n.released_fen, n.held_fen, n.payout_fen, n.carried_out_fen,
        a.account_number, a.account_name, a.bank_code, a.bank_name, coalesce(d.transactions, 0)
      FROM settlement_net n JOIN merchant m USING (merchant_id)
      LEFT JOIN merchant_day d ON d.business_date = n.business_date AND d.merchant_id = n.merchant_id
      LEFT JOIN payout p ON p.business_date = n.business_date AND p.merchant_id = n.merchant_id AND p.attempt = 1
      LEFT JOIN payout_account a ON a.merchant_id = p.merchant_id AND a.account_id = p.account_id
      WHERE n.business_date = ? ORDER BY n.merchant_id COLLATE "C"
      """;

  /** A merchant's day and how many lines it has, about. */
  private record Statement(StatementHeader header, long lines) {}

  /**
   * Neighbouring merchants.
   *
   * @param above the last merchant before them; empty: they are the first
   * @param upTo the last of them; empty: they are the last of all
   * @param lines of them all, about
   */
  private record Part(List<StatementHeader> headers, String above, String upTo, long lines) {

    boolean sortedHere() {
      return lines <= MAX_SORTED_HERE;
    }
  }

  /** A transaction of a merchant. */
  private record Row(String merchant, long transaction, StatementLine line) {}

  /**
   * @return merchants
   */
  long read(Supplier<StatementSink> sinks) {
    List<Statement> statements =
        units.unit(
            sql -> sql.list(row -> new Statement(header(row), row.getLong(18)), HEADERS, date));
    List<Part> parts = parts(statements);
    new Lanes<>(() -> parts.isEmpty() ? null : parts.removeFirst())
        .run(lane -> units.unit(sql -> readLane(sql, lane, sinks)));
    return statements.size();
  }

  private static List<Part> parts(List<Statement> statements) {
    long all = statements.stream().mapToLong(Statement::lines).sum();
    long together = Math.clamp(all / (4 * Lanes.COUNT), 1, MAX_TOGETHER);
    List<Part> parts = new ArrayList<>();
    if (statements.isEmpty()) {
      parts.add(new Part(List.of(), "", "", 0));
    }
    List<StatementHeader> headers = new ArrayList<>();
    String above = "";
    long lines = 0;
    for (int i = 0; i < statements.size(); i++) {
      headers.add(statements.get(i).header());
      lines += statements.get(i).lines();
      boolean last = i == statements.size() - 1;
      if (lines >= together || last) {
        String merchant = headers.getLast().merchant();
        parts.add(new Part(List.copyOf(headers), above, last ? "" : merchant, lines));
        headers.clear();
        above = merchant;
        lines = 0;
      }
    }
    return parts;
  }

  private Void readLane(Sql sql, Lanes<Part> lane, Supplier<StatementSink> sinks)
      throws SQLException {
    // The lanes are parallel enough, and a part is too much to be looked up row by row.
    sql.run("SET LOCAL max_parallel_workers_per_gather = 0");
    sql.run("SET LOCAL enable_nestloop = off");
    sql.run("SET LOCAL enable_mergejoin = off");
    try (StatementSink sink = sinks.get()) {
      for (Part part = lane.next(); part != null; part = lane.next()) {
        readPart(sql.connection(), part, sink);
      }
    }
    return null;
  }

  private void readPart(Connection connection, Part part, StatementSink sink) throws SQLException {
    try (CopiedRows copied = new CopiedRows(connection, lines(connection, part))) {
      RowSource rows = part.sortedHere() ? sorted(copied) : () -> next(copied);
      Row row = rows.next();
      for (StatementHeader header : part.headers()) {
        sink.begin(header);
        while (row != null && header.merchant().equals(row.merchant())) {
          sink.line(row.line());
          row = rows.next();
        }
        sink.end();
      }
      if (row != null) {
        throw new IllegalStateException("settlement lines of a merchant without a net");
      }
    }
  }

  /** Rows in the order of the statements; null: there is none any more. */
  private interface RowSource {
    Row next() throws SQLException;
  }

  /** A merchant's rows are few: apart from those of others they are soon in order. */
  private static RowSource sorted(CopiedRows copied) throws SQLException {
    Map<String, List<Row>> merchants = new HashMap<>();
    for (Row row = next(copied); row != null; row = next(copied)) {
      merchants.computeIfAbsent(row.merchant(), _ -> new ArrayList<>()).add(row);
    }
    List<Row> rows = new ArrayList<>();
    for (List<Row> one : new TreeMap<>(merchants).values()) {
      one.sort(IN_ORDER);
      rows.addAll(one);
    }
    Iterator<Row> each = rows.iterator();
    return () -> each.hasNext() ? each.next() : null;
  }

  private String lines(Connection connection, Part part) throws SQLException {
    return """
      SELECT l.merchant_id, l.transaction_id, c.received_at, c.terminal_id, c.batch, c.trace, c.rrn, c.pan_masked, l.kind, c.product,
        l.signed_fen, l.merchant_fee_fen, l.merchant_rule, l.hold_id IS NOT NULL
      FROM settlement_line l JOIN captured c ON c.transaction_id = l.transaction_id AND c.kind = l.kind
      WHERE l.business_date = '%1$s' AND c.business_date = '%1$s' AND %2$s AND %3$s
      %4$s
      """
        .formatted(
            date,
            within(connection, part, "l"),
            within(connection, part, "c"),
            part.sortedHere()
                ? ""
                : "ORDER BY l.merchant_id COLLATE \"C\", c.received_at, l.transaction_id, l.kind");
  }

  private static String within(Connection connection, Part part, String table) throws SQLException {
    String merchant = table + ".merchant_id COLLATE \"C\"";
    String above = merchant + " > " + Sql.literal(connection, part.above());
    return part.upTo().isEmpty()
        ? above
        : above + " AND " + merchant + " <= " + Sql.literal(connection, part.upTo());
  }

  /** Null: there is none. */
  private static Row next(CopiedRows row) throws SQLException {
    return row.next() ? new Row(row.takeText(), row.takeLong(), line(row)) : null;
  }

  private StatementHeader header(ResultSet row) throws SQLException {
    String number = row.getString(14);
    String account =
        number == null
            ? ""
            : new SettlementAccount(
                        new MerchantId(row.getString(1)),
                        number,
                        row.getString(15),
                        row.getString(16),
                        row.getString(17),
                        null)
                    .maskedNumber()
                + " "
                + row.getString(17);
    return new StatementHeader(
        date,
        row.getString(1),
        row.getString(2),
        row.getString(3).equals("T1") ? "T+1" : "D+1",
        row.getObject(4, LocalDate.class),
        account,
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13));
  }

  private static StatementLine line(CopiedRows row) {
    return new StatementLine(
        row.takeInstant(),
        row.takeText(),
        row.takeInt(),
        row.takeInt(),
        row.takeText(),
        row.takeText(),
        row.takeText(),
        row.takeText(),
        row.takeLong(),
        row.takeLong(),
        row.takeText(),
        row.takeBoolean());
  }
}
