package io.oneclear.store.journal.chain;

import io.oneclear.store.journal.chain.Link.ChainId;
import io.oneclear.store.journal.table.Trip;
import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chains of one writer, which go on over the lives of its node. Where they stand is remembered
 * from commit to commit, and read from the database when it is not known. For one thread.
 */
public final class Chain {

  private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

  /** Stands for units of work that are no writer's. They follow one another under a lock. */
  private static final int NO_WRITER = 0;

  private static final long NO_LIFE = 0;

  private static final String APPEND =
      """
      INSERT INTO journal_chain (month, node, writer, number, life, rows, weight, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Content content;
  private final int node;
  private final int writer;
  private final Map<LocalDate, Head> heads = new HashMap<>();
  private final Map<LocalDate, Head> written = new HashMap<>();

  private record Head(long number, byte[] hash) {
    String text() {
      return "link %d, %s".formatted(number, HexFormat.of().formatHex(Arrays.copyOf(hash, 8)));
    }
  }

  /**
   * @param writer from 1
   */
  public Chain(SealKey key, int node, int writer) {
    this.content = new Content(key);
    this.node = node;
    this.writer = writer;
  }

  /** Adds to the chain of a node what was changed beside its writers. To be done last. */
  public static void appendBeside(SealKey key, Connection connection, int node, Changes changes)
      throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('journal_chain'), ?)")) {
      lock.setInt(1, node);
      lock.execute();
    }
    new Chain(key, node, NO_WRITER).append(connection, NO_LIFE, changes).go(connection);
  }

  /**
   * A link for each month that was changed.
   *
   * @param life of whose unit of work it is, with which the links become durable
   * @return what writes them
   */
  public Trip append(Connection connection, long life, Changes changes) throws SQLException {
    written.clear();
    Trip trip = new Trip();
    for (Map.Entry<LocalDate, Changes.Change> month : changes.months().entrySet()) {
      Head before = head(connection, month.getKey());
      Changes.Change change = month.getValue();
      ChainId chain = new ChainId(month.getKey(), node, writer);
      Link link = new Link(chain, before.number + 1, life, change.rows(), change.weight());
      Head head = new Head(link.number(), link.hash(content, before.hash));
      written.put(month.getKey(), head);
      trip.then(new Append(link, link.covered(content).bytes(), head.hash));
    }
    return trip;
  }

  private Head head(Connection connection, LocalDate month) throws SQLException {
    Head known = heads.get(month);
    if (known != null) {
      return known;
    }
    Head read = read(connection, new ChainId(month, node, writer));
    heads.put(month, read);
    return read;
  }

  private record Append(Link link, byte[] weight, byte[] hash) implements Trip.Step {

    @Override
    public String sql() {
      return APPEND;
    }

    @Override
    public int bind(PreparedStatement statement, int first) throws SQLException {
      int next = first;
      statement.setObject(next++, link.chain().month());
      statement.setInt(next++, link.chain().node());
      statement.setInt(next++, link.chain().writer());
      statement.setLong(next++, link.number());
      statement.setLong(next++, link.life());
      statement.setLong(next++, link.rows());
      statement.setBytes(next++, weight);
      statement.setBytes(next++, hash);
      return next;
    }

    @Override
    public void read(ResultSet rows) {}
  }

  private Head read(Connection connection, ChainId chain) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT number, hash FROM journal_chain WHERE month = ? AND node = ? AND writer = ?"
                + " ORDER BY number DESC LIMIT 1")) {
      statement.setObject(1, chain.month());
      statement.setInt(2, chain.node());
      statement.setInt(3, chain.writer());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return new Head(0, Link.NOTHING_BEFORE);
        }
        Head head = new Head(row.getLong(1), row.getBytes(2));
        LOG.info("the journal's chain of {} goes on after {}", chain, head.text());
        return head;
      }
    }
  }

  /**
   * True if what was added last is in the database, whatever was added after it by another life of
   * the node; false also if nothing was added.
   */
  public boolean isLinked(Connection connection) throws SQLException {
    if (written.isEmpty()) {
      return false;
    }
    // One stands for all: they share a unit of work.
    Map.Entry<LocalDate, Head> one = written.entrySet().iterator().next();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT FROM journal_chain"
                + " WHERE month = ? AND node = ? AND writer = ? AND number = ? AND hash = ?")) {
      statement.setObject(1, one.getKey());
      statement.setInt(2, node);
      statement.setInt(3, writer);
      statement.setLong(4, one.getValue().number);
      statement.setBytes(5, one.getValue().hash);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** What was added last is durable. */
  public void durable() {
    heads.putAll(written);
    written.clear();
  }

  /** It is not known whether what was added last is durable. */
  public void inDoubt() {
    heads.clear();
    written.clear();
  }

  /** Where the chains stand, for the log. */
  public void tell() {
    heads.forEach(
        (month, head) ->
            LOG.info(
                "the journal's chain of {} stands at {}",
                new ChainId(month, node, writer),
                head.text()));
  }
}
