package io.oneclear.store.journal.step;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.oneclear.store.journal.chain.Changes;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.table.Columns;
import io.oneclear.store.journal.table.Row;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Statements;
import io.oneclear.store.journal.table.Trip;
import io.oneclear.store.seal.Sealed;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides rows of a month that stand where they were inserted. Nothing but their insert has touched
 * them: what they were is known without reading them. One that is decided already is left alone.
 */
public final class DecisionsAtPlace implements Trip.Step {

  /** How partitions are named. */
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy_MM");

  private static final Map<LocalDate, String> OF_MONTH = new ConcurrentHashMap<>();

  private final LocalDate month;
  private final List<Decision> decisions;
  private final int node;
  private final RowSeals seals;
  private final Changes changes;
  private final Map<RowId, Sealed> sealed;
  private final Set<RowId> decided;

  private DecisionsAtPlace(
      LocalDate month, List<Decision> decisions, int node, RowSeals seals, Changes changes) {
    this.month = month;
    this.decisions = decisions;
    this.node = node;
    this.seals = seals;
    this.changes = changes;
    this.sealed = HashMap.newHashMap(decisions.size());
    this.decided = HashSet.newHashSet(decisions.size());
  }

  /**
   * A step for every month among those whose place is known.
   *
   * @param changes what they change is added to them
   */
  public static List<DecisionsAtPlace> of(
      List<Decision> decisions, int node, RowSeals seals, Changes changes) {
    Map<LocalDate, List<Decision>> months =
        decisions.stream()
            .filter(decision -> decision.standing() != null)
            .collect(groupingBy(decision -> decision.key().batchOpenedOn().withDayOfMonth(1)));
    return months.entrySet().stream()
        .map(each -> new DecisionsAtPlace(each.getKey(), each.getValue(), node, seals, changes))
        .toList();
  }

  @Override
  public String sql() {
    return OF_MONTH.computeIfAbsent(
        month, of -> Statements.DECIDE_AT_PLACE.replace("{month}", MONTH.format(of)));
  }

  @Override
  public int bind(PreparedStatement statement, int first) throws SQLException {
    for (Decision decision : decisions) {
      Row made = new Row(decision.made(), 0, 0, node, null);
      sealed.put(decision.rowId(), seals.of(made));
    }
    return new Columns<>(statement, first, decisions)
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
        .bytes(decision -> sealed.get(decision.rowId()).seal())
        .next();
  }

  @Override
  public void read(ResultSet changed) throws SQLException {
    while (changed.next()) {
      decided.add(new RowId(changed.getLong(1)));
    }
    for (Decision decision : decisions) {
      RowId id = decision.rowId();
      if (decided.contains(id)) {
        changes.changed(month, decision.standing().weight(), sealed.get(id).weight());
      }
    }
  }

  /** Those that were decided by one of them. */
  public static Set<RowId> decided(List<DecisionsAtPlace> steps) {
    return steps.stream().flatMap(step -> step.decided.stream()).collect(toSet());
  }
}
