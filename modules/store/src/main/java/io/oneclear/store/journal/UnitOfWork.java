package io.oneclear.store.journal;

import static java.util.stream.Collectors.groupingBy;

import io.oneclear.store.StoreException;
import io.oneclear.store.journal.table.Columns;
import io.oneclear.store.journal.table.InsertColumns;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Rows;
import io.oneclear.store.journal.table.Statements;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done to the journal inside one database transaction. Everything is conditional, and
 * rows are touched in the order of their keys, so that two writers do not wait for each other in a
 * circle.
 */
final class UnitOfWork {

  private static final Comparator<RequestKey> BY_KEY =
      Comparator.comparing((RequestKey key) -> key.terminal().code())
          .thenComparing(key -> key.batch().number())
          .thenComparing(key -> key.trace().number());

  private static final int NO_NODE = 0;

  /** How partitions are named. */
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy_MM");

  private final Connection connection;
  private final int node;
  private final LocalDate businessDate;
  private final String transactionId;

  private UnitOfWork(
      Connection connection, int node, LocalDate businessDate, String transactionId) {
    this.connection = connection;
    this.node = node;
    this.businessDate = businessDate;
    this.transactionId = transactionId;
  }

  /**
   * Begins a unit of work in the current business day: a cut-over waits until it has ended.
   *
   * @return empty if this life of the node is over
   */
  static Optional<UnitOfWork> begin(Connection connection, int node, long life)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Statements.OPEN)) {
      statement.setInt(1, node);
      statement.setLong(2, life);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new UnitOfWork(
                    connection, node, row.getObject(1, LocalDate.class), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  /** A unit of work of a person, which is of no node's life, in the current business day. */
  static UnitOfWork byHand(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT open_date FROM business_day FOR SHARE");
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new StoreException("no business day is open");
      }
      return new UnitOfWork(connection, NO_NODE, row.getObject(1, LocalDate.class), null);
    }
  }

  /** The node that does it. */
  int node() {
    return node;
  }

  LocalDate businessDate() {
    return businessDate;
  }

  /** Name of this database transaction, to ask later what became of it. */
  String transactionId() {
    return transactionId;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Inserts rows; one whose key is there already is left alone.
   *
   * @return ids of those inserted, and where each stands
   */
  Map<RowId, String> insert(List<InsertColumns.NewRow> rows) throws SQLException {
    List<InsertColumns.NewRow> ordered =
        rows.stream().sorted(Comparator.comparing(row -> row.intent().key(), BY_KEY)).toList();
    try (PreparedStatement statement = connection.prepareStatement(Statements.INSERT)) {
      statement.setObject(1, businessDate);
      statement.setInt(2, node);
      InsertColumns.bind(new Columns<>(connection, statement, 3, ordered));
      Map<RowId, String> places = HashMap.newHashMap(rows.size());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          places.put(new RowId(row.getLong(1)), row.getString(2));
        }
      }
      return places;
    }
  }

  /**
   * Decides rows that are still undecided.
   *
   * @return ids of those decided
   */
  Set<RowId> decide(List<Decision> decisions) throws SQLException {
    Map<String, List<Decision>> placed =
        decisions.stream()
            .filter(decision -> decision.place() != null)
            .collect(groupingBy(decision -> MONTH.format(key(decision).batchOpenedOn())));
    Set<RowId> decided = HashSet.newHashSet(decisions.size());
    for (Map.Entry<String, List<Decision>> partition : placed.entrySet()) {
      decided.addAll(decideAtPlace(partition.getKey(), partition.getValue()));
    }
    for (Decision decision : decisions) {
      if (!decided.contains(new RowId(decision.entry().id())) && decideByKey(decision)) {
        decided.add(new RowId(decision.entry().id()));
      }
    }
    return decided;
  }

  private Set<RowId> decideAtPlace(String month, List<Decision> decisions) throws SQLException {
    String sql = Statements.DECIDE_AT_PLACE.replace("{month}", month);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, 1, decisions)
          .longs(decision -> decision.entry().id())
          .places(Decision::place)
          .texts(decision -> decision.state().name())
          .texts(decision -> decision.outcome().code().code())
          .texts(decision -> decision.outcome().authorizationCode())
          .texts(decision -> decision.outcome().settlementDate())
          .texts(decision -> decision.outcome().issuer())
          .texts(decision -> decision.outcome().additionalAmounts())
          .bytes(decision -> decision.outcome().icc())
          .instants(Decision::at);
      return ids(statement);
    }
  }

  private boolean decideByKey(Decision decision) throws SQLException {
    Outcome outcome = decision.outcome();
    RequestKey key = key(decision);
    try (PreparedStatement statement = connection.prepareStatement(Statements.DECIDE_BY_KEY)) {
      statement.setString(1, decision.state().name());
      statement.setString(2, outcome.code().code());
      statement.setString(3, outcome.authorizationCode());
      statement.setString(4, outcome.settlementDate());
      statement.setString(5, outcome.issuer());
      statement.setString(6, outcome.additionalAmounts());
      statement.setBytes(7, outcome.icc());
      statement.setObject(8, decision.at().atOffset(ZoneOffset.UTC));
      statement.setObject(9, key.batchOpenedOn());
      statement.setString(10, key.terminal().code());
      statement.setInt(11, key.batch().number());
      statement.setInt(12, key.trace().number());
      statement.setString(13, key.merchant().code());
      statement.setLong(14, decision.entry().id());
      return statement.executeUpdate() == 1;
    }
  }

  private static RequestKey key(Decision decision) {
    return decision.entry().intent().key();
  }

  /** Reads rows by key; absent ones are absent. */
  Map<RequestKey, Row> load(List<RequestKey> keys) throws SQLException {
    return load(connection, Statements.LOAD, keys);
  }

  /** Reads rows by key and keeps others from changing them until this unit of work has ended. */
  Map<RequestKey, Row> lock(List<RequestKey> keys) throws SQLException {
    return load(connection, Statements.LOCK, keys);
  }

  /** Reads rows by key, outside the journal's units of work. */
  static Map<RequestKey, Row> load(Connection connection, List<RequestKey> keys)
      throws SQLException {
    return load(connection, Statements.LOAD, keys);
  }

  private static Map<RequestKey, Row> load(Connection connection, String sql, List<RequestKey> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<RequestKey> ordered = keys.stream().sorted(BY_KEY).toList();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, 1, ordered)
          .texts(key -> key.terminal().code())
          .integers(key -> key.batch().number())
          .integers(key -> key.trace().number())
          .dates(RequestKey::batchOpenedOn)
          .texts(key -> key.merchant().code());
      Map<RequestKey, Row> rows = new HashMap<>();
      for (Row row : Rows.read(statement)) {
        rows.put(row.entry().intent().key(), row);
      }
      return rows;
    }
  }

  /**
   * Puts advices into store-and-forward. A transaction has at most one of a type.
   *
   * @return ids of the transactions whose advice is new
   */
  Set<RowId> enqueue(List<Advices.NewAdvice> advices) throws SQLException {
    if (advices.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(Statements.ENQUEUE)) {
      new Columns<>(connection, statement, 1, advices)
          .texts(advice -> advice.type().name())
          .texts(advice -> advice.of().link())
          .longs(advice -> advice.of().id())
          .texts(advice -> advice.of().key().merchant().code())
          .texts(advice -> advice.of().key().terminal().code())
          .dates(advice -> advice.of().key().batchOpenedOn())
          .integers(advice -> advice.of().key().batch().number())
          .integers(advice -> advice.of().key().trace().number())
          .longs(Advices.NewAdvice::aboutId)
          .texts(advice -> advice.of().upstreamKey().transmissionTime())
          .integers(advice -> advice.of().upstreamKey().stan().number())
          .texts(advice -> advice.key().transmissionTime())
          .integers(advice -> advice.key().stan().number())
          .texts(advice -> advice.key().acquirer())
          .texts(advice -> advice.key().forwarder())
          .texts(Advices.NewAdvice::reason)
          .instants(Advices.NewAdvice::dueAt);
      return ids(statement);
    }
  }

  /**
   * Changes the one row with this key.
   *
   * @param set what is changed
   * @param condition what must hold besides the key
   * @param arguments of {@code set} and {@code condition}
   * @return true if the row was changed
   */
  boolean change(RequestKey key, String set, String condition, List<Long> arguments)
      throws SQLException {
    String sql =
        "UPDATE card_transaction SET "
            + set
            + " WHERE "
            + condition
            + " AND batch_opened_on = ? AND terminal_id = ? AND batch = ? AND trace = ?"
            + " AND merchant_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      for (Long argument : arguments) {
        statement.setLong(next++, argument);
      }
      statement.setObject(next++, key.batchOpenedOn());
      statement.setString(next++, key.terminal().code());
      statement.setInt(next++, key.batch().number());
      statement.setInt(next++, key.trace().number());
      statement.setString(next, key.merchant().code());
      return statement.executeUpdate() == 1;
    }
  }

  /** Remembers a reversal that came before its original; false if the key is there already. */
  boolean remember(RequestKey key, long amountFen, Instant at) throws SQLException {
    String sql =
        """
        INSERT INTO card_transaction (id, amount_fen, received_at, batch_opened_on, business_date,
            batch, trace, node, merchant_id, terminal_id, kind, state)
        VALUES (nextval('remembered_reversal_id'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REMEMBERED')
        ON CONFLICT DO NOTHING
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, amountFen);
      statement.setObject(2, at.atOffset(ZoneOffset.UTC));
      statement.setObject(3, key.batchOpenedOn());
      statement.setObject(4, businessDate);
      statement.setInt(5, key.batch().number());
      statement.setInt(6, key.trace().number());
      statement.setInt(7, node);
      statement.setString(8, key.merchant().code());
      statement.setString(9, key.terminal().code());
      statement.setString(10, TransactionKind.PURCHASE.name());
      return statement.executeUpdate() == 1;
    }
  }

  private static Set<RowId> ids(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      Set<RowId> ids = new HashSet<>();
      while (row.next()) {
        ids.add(new RowId(row.getLong(1)));
      }
      return ids;
    }
  }

  /** The entry of an intent that was inserted in this unit of work. */
  JournalEntry entry(InsertColumns.NewRow row) {
    Intent intent = row.intent();
    return new JournalEntry(intent, row.state(), businessDate, row.outcome(), 0, row.concludedAt());
  }
}
