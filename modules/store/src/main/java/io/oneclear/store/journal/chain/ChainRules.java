package io.oneclear.store.journal.chain;

import io.oneclear.store.audit.Broken;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.MoneyRules;
import io.oneclear.store.audit.Snapshot;
import io.oneclear.store.journal.chain.Changes.Change;
import io.oneclear.store.journal.chain.Link.ChainId;
import io.oneclear.store.journal.chain.RowReader.Stretch;
import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import io.oneclear.store.seal.Weight;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Nothing in the journal was changed, put in or taken away but by the journal. */
public final class ChainRules implements MoneyRules {

  private static final int FETCH = 2_000;

  /** 32 MB of every month. */
  private static final int PAGES_AT_ONCE = 4_096;

  private final SealKey key;
  private final int pagesAtOnce;

  public ChainRules(SealKey key) {
    this(key, PAGES_AT_ONCE);
  }

  /**
   * @param pagesAtOnce of every month that are read in one go, while others are read beside them
   */
  public ChainRules(SealKey key, int pagesAtOnce) {
    this.key = key;
    this.pagesAtOnce = pagesAtOnce;
  }

  @Override
  public List<Finding> check(Snapshot snapshot) throws SQLException {
    Changes links = new Changes();
    Finding chain = chain(snapshot.connection(), links);
    Changes rows = new Changes();
    Finding seals = seals(snapshot, rows);
    return List.of(seals, chain, sums(links.months(), rows.months()));
  }

  // --- each row --------------------------------------------------------------------------------

  /** What stands in a stretch of the rows. */
  private static final class Sight {
    final Changes rows = new Changes();
    final Broken broken = new Broken();
    final Broken unsealed = new Broken();
    long count;

    void add(Sight other) {
      rows.addAll(other.rows);
      broken.all(other.broken);
      unsealed.all(other.unsealed);
      count += other.count;
    }
  }

  private Finding seals(Snapshot snapshot, Changes rows) throws SQLException {
    Sight all = new Sight();
    snapshot
        .inLanes(RowReader.stretches(snapshot.connection(), pagesAtOnce), this::sight)
        .forEach(all::add);
    rows.addAll(all.rows);
    if (all.unsealed.count() > rowsBeforeTheChain(snapshot.connection())) {
      all.broken.all(all.unsealed);
    }
    return all.broken.ofHistory("every transaction is as its seal says", all.count);
  }

  private Sight sight(Connection connection, Stretch stretch) throws SQLException {
    Sight sight = new Sight();
    sight.count =
        RowReader.read(
            connection,
            stretch,
            key,
            (row, seal) -> {
              LocalDate day = row.getObject("batch_opened_on", LocalDate.class);
              sight.rows.inserted(day.withDayOfMonth(1), seal.weight());
              byte[] stored = row.getBytes("stored_seal");
              if (stored == null) {
                sight.unsealed.found(name(row));
              } else if (!Arrays.equals(stored, seal.seal())) {
                sight.broken.found(name(row));
              }
            });
    return sight;
  }

  private static long rowsBeforeTheChain(Connection snapshot) throws SQLException {
    try (Statement statement = snapshot.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT coalesce(sum(rows), 0) FROM journal_opening")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String name(ResultSet row) throws SQLException {
    return "%d (terminal %s batch %d trace %d)"
        .formatted(
            row.getLong("id"),
            row.getString("terminal_id"),
            row.getInt("batch"),
            row.getInt("trace"));
  }

  // --- the chains ------------------------------------------------------------------------------

  private Finding chain(Connection snapshot, Changes links) throws SQLException {
    Content content = new Content(key);
    Broken broken = new Broken();
    long count = 0;
    try (Statement statement = snapshot.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT month, node, writer, number, life, rows, weight, hash FROM journal_chain"
                  + " ORDER BY month, node, writer, number")) {
        ChainId before = null;
        long number = 0;
        byte[] hash = Link.NOTHING_BEFORE;
        while (row.next()) {
          count++;
          Link link = link(row, content);
          if (!link.chain().equals(before)) {
            before = link.chain();
            number = 0;
            hash = Link.NOTHING_BEFORE;
          }
          byte[] stored = row.getBytes("hash");
          if (link.number() != number + 1) {
            broken.found("%s: links before %d are missing".formatted(before, link.number()));
          } else if (!Arrays.equals(stored, link.hash(content, hash))) {
            broken.found("%s link %d".formatted(before, link.number()));
          }
          number = link.number();
          hash = stored;
          links.add(before.month(), new Change(link.rows(), link.weight()));
        }
      }
    }
    return broken.ofHistory("every link of the journal's chain follows from the one before", count);
  }

  private static Link link(ResultSet row, Content content) throws SQLException {
    ChainId chain =
        new ChainId(
            row.getObject("month", LocalDate.class), row.getInt("node"), row.getInt("writer"));
    long number = row.getLong("number");
    byte[] kept = Arrays.copyOf(row.getBytes("weight"), Weight.LENGTH);
    Weight weight = Link.uncovered(content, chain, number, Weight.of(kept, 0));
    return new Link(chain, number, row.getLong("life"), row.getLong("rows"), weight);
  }

  // --- rows against chains ---------------------------------------------------------------------

  private static Finding sums(
      SortedMap<LocalDate, Change> links, SortedMap<LocalDate, Change> rows) {
    Broken broken = new Broken();
    Set<LocalDate> months = new TreeSet<>(links.keySet());
    months.addAll(rows.keySet());
    Change none = new Change(0, Weight.ZERO);
    for (LocalDate month : months) {
      Change linked = links.getOrDefault(month, none);
      Change found = rows.getOrDefault(month, none);
      if (!linked.equals(found)) {
        broken.found(
            linked.rows() == found.rows()
                ? "%tY-%<tm: a transaction is not in its last version".formatted(month)
                : "%tY-%<tm: %d transactions, and %d by the chain"
                    .formatted(month, found.rows(), linked.rows()));
      }
    }
    return broken.ofHistory(
        "all transactions of the chain are there and no other",
        rows.values().stream().mapToLong(Change::rows).sum());
  }
}
