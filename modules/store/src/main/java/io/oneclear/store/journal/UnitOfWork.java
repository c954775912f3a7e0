package io.oneclear.store.journal;

import static java.util.stream.Collectors.groupingBy;

import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import io.oneclear.store.journal.chain.Chain;
import io.oneclear.store.journal.chain.Changes;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.table.Columns;
import io.oneclear.store.journal.table.InsertColumns;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Rows;
import io.oneclear.store.journal.table.SingleRow;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.store.journal.table.Statements;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Sealed;
import io.oneclear.store.seal.Weight;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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
  private final RowSeals seals;
  private final Changes changes = new Changes();

  private UnitOfWork(
      Connection connection,
      int node,
      LocalDate businessDate,
      String transactionId,
      RowSeals seals) {
    this.connection = connection;
    this.node = node;
    this.businessDate = businessDate;
    this.transactionId = transactionId;
    this.seals = seals;
  }

  /**
   * Begins a unit of work in the current business day: a cut-over waits until it has ended.
   *
   * @return empty if this life of the node is over
   */
  static Optional<UnitOfWork> begin(Connection connection, int node, long life, RowSeals seals)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Statements.OPEN)) {
      statement.setInt(1, node);
      statement.setLong(2, life);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new UnitOfWork(
                    connection, node, row.getObject(1, LocalDate.class), row.getString(2), seals))
            : Optional.empty();
      }
    }
  }

  /**
   * Does something in a unit of work of a person, which is of no node's life, in the current
   * business day.
   */
  static <T> T byHand(Database database, Work<T> work) {
    return database.unitOfWork(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement("SELECT open_date FROM business_day FOR SHARE");
              ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
              throw new StoreException("no business day is open");
            }
            return sealed(
                connection, NO_NODE, row.getObject(1, LocalDate.class), database.sealKey(), work);
          }
        });
  }

  /** Does something to rows of whatever day, beside the writers of a node. */
  static <T> T beside(Connection connection, int node, SealKey key, Work<T> work)
      throws SQLException {
    return sealed(connection, node, null, key, work);
  }

  private static <T> T sealed(
      Connection connection, int node, LocalDate day, SealKey key, Work<T> work)
      throws SQLException {
    UnitOfWork unit = new UnitOfWork(connection, node, day, null, new RowSeals(key));
    T result = work.with(unit);
    Chain.appendBeside(key, connection, node, unit.changes);
    return result;
  }

  /** What is done in a unit of work. */
  @FunctionalInterface
  interface Work<T> {
    T with(UnitOfWork unit) throws SQLException;
  }

  SealKey sealKey() {
    return seals.key();
  }

  /** What it has changed, for its chain. */
  Changes changes() {
    return changes;
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
   * @return ids of those inserted, and how each stands
   */
  Map<RowId, Standing> insert(List<InsertColumns.NewRow> rows) throws SQLException {
    List<InsertColumns.NewRow> ordered =
        rows.stream().sorted(Comparator.comparing(row -> row.intent().key(), BY_KEY)).toList();
    Map<RowId, Sealed> sealed = HashMap.newHashMap(rows.size());
    Map<RowId, LocalDate> months = HashMap.newHashMap(rows.size());
    for (InsertColumns.NewRow each : ordered) {
      Row row = each.row(businessDate, node);
      RowId id = new RowId(row.entry().id());
      sealed.put(id, seals.of(row));
      months.put(id, RowSeals.month(row));
    }
    try (PreparedStatement statement = connection.prepareStatement(Statements.INSERT)) {
      statement.setObject(1, businessDate);
      statement.setInt(2, node);
      InsertColumns.bind(new Columns<>(connection, statement, 3, ordered))
          .bytes(row -> sealed.get(new RowId(row.intent().id())).seal());
      Map<RowId, Standing> standings = HashMap.newHashMap(rows.size());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          RowId id = new RowId(row.getLong(1));
          Weight weight = sealed.get(id).weight();
          standings.put(id, new Standing(row.getString(2), weight));
          changes.inserted(months.get(id), weight);
        }
      }
      return standings;
    }
  }

  /**
   * Decides rows that are still undecided.
   *
   * @return ids of those decided
   */
  Set<RowId> decide(List<Decision> decisions) throws SQLException {
    Map<LocalDate, List<Decision>> standing =
        decisions.stream()
            .filter(decision -> decision.standing() != null)
            .collect(groupingBy(decision -> key(decision).batchOpenedOn().withDayOfMonth(1)));
    Set<RowId> decided = HashSet.newHashSet(decisions.size());
    for (Map.Entry<LocalDate, List<Decision>> partition : standing.entrySet()) {
      decided.addAll(decideAtPlace(partition.getKey(), partition.getValue()));
    }
    List<Decision> left =
        decisions.stream()
            .filter(decision -> !decided.contains(new RowId(decision.entry().id())))
            .toList();
    Map<RequestKey, Row> rows = lock(left.stream().map(UnitOfWork::key).toList());
    for (Decision decision : left) {
      Row row = rows.get(key(decision));
      if (row != null && decision.decides(row)) {
        replace(row, row.decided(decision.state(), decision.outcome(), decision.at()));
        decided.add(new RowId(row.entry().id()));
      }
    }
    return decided;
  }

  /** Nothing but its insert has touched such a row: what it was is known without reading it. */
  private Set<RowId> decideAtPlace(LocalDate month, List<Decision> decisions) throws SQLException {
    String sql = Statements.DECIDE_AT_PLACE.replace("{month}", MONTH.format(month));
    Map<RowId, Sealed> sealed = HashMap.newHashMap(decisions.size());
    for (Decision decision : decisions) {
      Row made = new Row(decision.made(), 0, 0, node, null);
      sealed.put(new RowId(decision.entry().id()), seals.of(made));
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(connection, statement, 1, decisions)
          .longs(decision -> decision.entry().id())
          .places(decision -> decision.standing().place())
          .texts(decision -> decision.state().name())
          .texts(decision -> decision.outcome().code().code())
          .texts(decision -> decision.outcome().authorizationCode())
          .texts(decision -> decision.outcome().settlementDate())
          .texts(decision -> decision.outcome().issuer())
          .texts(decision -> decision.outcome().additionalAmounts())
          .bytes(decision -> decision.outcome().icc())
          .instants(Decision::at)
          .bytes(decision -> sealed.get(new RowId(decision.entry().id())).seal());
      Set<RowId> decided = ids(statement);
      for (Decision decision : decisions) {
        RowId id = new RowId(decision.entry().id());
        if (decided.contains(id)) {
          changes.changed(month, decision.standing().weight(), sealed.get(id).weight());
        }
      }
      return decided;
    }
  }

  /**
   * Puts another version of a row in its place.
   *
   * @param before as it is, locked in this unit of work
   */
  void replace(Row before, Row after) throws SQLException {
    Sealed sealed = seals.of(after);
    try (PreparedStatement statement = connection.prepareStatement(Statements.REPLACE)) {
      SingleRow.bindReplace(statement, before, after, sealed.seal());
      if (statement.executeUpdate() != 1) {
        throw new IllegalStateException(
            "transaction " + before.entry().id() + " changed although it was locked");
      }
    }
    changes.changed(RowSeals.month(before), seals.of(before).weight(), sealed.weight());
  }

  private static RequestKey key(Decision decision) {
    return decision.entry().intent().key();
  }

  /** Reads rows by key; absent ones are absent. */
  Map<RequestKey, Row> load(List<RequestKey> keys) throws SQLException {
    return load(connection, Statements.LOAD, keys);
  }

  /** Reads a row by key and keeps others from changing it; null if it is absent. */
  Row lock(RequestKey key) throws SQLException {
    return lock(List.of(key)).get(key);
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

  /** Remembers a reversal that came before its original; false if the key is there already. */
  boolean remember(RequestKey key, long amountFen, Instant at) throws SQLException {
    Row row = SingleRow.remembered(nextRememberedId(), key, amountFen, at, businessDate, node);
    Sealed sealed = seals.of(row);
    try (PreparedStatement statement = connection.prepareStatement(Statements.REMEMBER)) {
      SingleRow.bindRemember(statement, row, sealed.seal());
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    changes.inserted(RowSeals.month(row), sealed.weight());
    return true;
  }

  private long nextRememberedId() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT nextval('remembered_reversal_id')");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
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
    return row.row(businessDate, node).entry();
  }
}
