package io.oneclear.store.journal;

import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import io.oneclear.store.journal.chain.Chain;
import io.oneclear.store.journal.chain.Changes;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.step.BusinessDay;
import io.oneclear.store.journal.step.Decision;
import io.oneclear.store.journal.step.DecisionsAtPlace;
import io.oneclear.store.journal.step.Insertion;
import io.oneclear.store.journal.step.Keys;
import io.oneclear.store.journal.table.Columns;
import io.oneclear.store.journal.table.InsertColumns;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Rows;
import io.oneclear.store.journal.table.SingleRow;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.store.journal.table.Statements;
import io.oneclear.store.journal.table.Trip;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Sealed;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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

  private static final int NO_NODE = 0;

  private final Connection connection;
  private final int node;
  private final LocalDate businessDate;
  private final RowSeals seals;
  private final Changes changes = new Changes();
  private String transactionId;
  private Map<RowId, Standing> inserted = Map.of();
  private Set<RowId> decided = Set.of();

  private UnitOfWork(Connection connection, int node, LocalDate businessDate, RowSeals seals) {
    this.connection = connection;
    this.node = node;
    this.businessDate = businessDate;
    this.seals = seals;
  }

  /** What a unit of work does first, in the round trip that begins it. */
  record First(List<InsertColumns.NewRow> rows, List<Decision> decisions) {}

  /** Whose unit of work it is. */
  record Life(int node, long number) {}

  /**
   * Begins a unit of work in the current business day: a cut-over waits until it has ended.
   *
   * @param likely the business day it most likely is; null if nothing is known. If it is another,
   *     nothing of the first try stands
   * @return empty if this life of the node is over
   */
  static Optional<UnitOfWork> begin(
      Connection connection, Life of, LocalDate likely, First first, RowSeals seals)
      throws SQLException {
    LocalDate day = likely;
    while (true) {
      UnitOfWork unit = new UnitOfWork(connection, of.node(), day, seals);
      BusinessDay found = unit.open(of, first);
      if (!found.found()) {
        return Optional.empty();
      }
      if (found.date().equals(day)) {
        return Optional.of(unit);
      }
      connection.rollback();
      day = found.date();
    }
  }

  private BusinessDay open(Life of, First first) throws SQLException {
    BusinessDay day = new BusinessDay(of.node, of.number);
    Trip trip = new Trip().then(day);
    Insertion insertion = null;
    List<DecisionsAtPlace> decisions = List.of();
    if (businessDate != null) {
      if (!first.rows.isEmpty()) {
        insertion = new Insertion(first.rows, businessDate, node, seals, changes);
        trip.then(insertion);
      }
      decisions = DecisionsAtPlace.of(first.decisions, node, seals, changes);
      decisions.forEach(trip::then);
    }
    trip.go(connection);
    transactionId = day.transactionId();
    inserted = insertion == null ? Map.of() : insertion.standings();
    decided = DecisionsAtPlace.decided(decisions);
    return day;
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
    UnitOfWork unit = new UnitOfWork(connection, node, day, new RowSeals(key));
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

  /** Of those rows it {@link First} inserted: ids of those inserted, and how each stands. */
  Map<RowId, Standing> inserted() {
    return inserted;
  }

  /** Of those decisions it {@link First} made: ids of the rows decided. */
  Set<RowId> decided() {
    return decided;
  }

  /**
   * Inserts rows; one whose key is there already is left alone.
   *
   * @return ids of those inserted, and how each stands
   */
  Map<RowId, Standing> insert(List<InsertColumns.NewRow> rows) throws SQLException {
    Insertion insertion = new Insertion(rows, businessDate, node, seals, changes);
    new Trip().then(insertion).go(connection);
    return insertion.standings();
  }

  /**
   * Decides rows that stand where they were inserted.
   *
   * @return ids of those decided
   */
  Set<RowId> decideAtPlace(List<Decision> decisions) throws SQLException {
    List<DecisionsAtPlace> steps = DecisionsAtPlace.of(decisions, node, seals, changes);
    Trip trip = new Trip();
    steps.forEach(trip::then);
    trip.go(connection);
    return DecisionsAtPlace.decided(steps);
  }

  /**
   * Decides rows that are still undecided.
   *
   * @return ids of those decided
   */
  Set<RowId> decide(List<Decision> decisions) throws SQLException {
    Set<RowId> done = HashSet.newHashSet(decisions.size());
    Map<RequestKey, Row> rows = lock(decisions.stream().map(Decision::key).toList());
    for (Decision decision : decisions) {
      Row row = rows.get(decision.key());
      if (row != null && decision.decides(row)) {
        replace(row, row.decided(decision.state(), decision.outcome(), decision.at()));
        done.add(decision.rowId());
      }
    }
    return done;
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
    List<RequestKey> ordered = keys.stream().sorted(Keys.ORDER).toList();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Columns<>(statement, 1, ordered)
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
      new Columns<>(statement, 1, advices)
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
