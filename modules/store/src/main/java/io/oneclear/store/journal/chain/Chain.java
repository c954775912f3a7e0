package io.oneclear.store.journal.chain;

import io.oneclear.store.journal.chain.Link.ChainId;
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
    new Chain(key, node, NO_WRITER).append(connection, NO_LIFE, changes);
  }

  /** Adds a link for each month that was changed; durable with the unit of work of that life. */
  public void append(Connection connection, long life, Changes changes) throws SQLException {
    written.clear();
    for (Map.Entry<LocalDate, Changes.Change> month : changes.months().entrySet()) {
      written.put(month.getKey(), append(connection, life, month.getKey(), month.getValue()));
    }
  }

  private Head append(Connection connection, long life, LocalDate month, Changes.Change change)
      throws SQLException {
    ChainId chain = new ChainId(month, node, writer);
    Head before = heads.get(month);
    if (before == null) {
      before = read(connection, chain);
      heads.put(month, before);
    }
    Link link = new Link(chain, before.number + 1, life, change.rows(), change.weight());
    byte[] hash = link.hash(content, before.hash);
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      statement.setObject(1, month);
      statement.setInt(2, node);
      statement.setInt(3, writer);
      statement.setLong(4, link.number());
      statement.setLong(5, life);
      statement.setLong(6, link.rows());
      statement.setBytes(7, link.covered(content).bytes());
      statement.setBytes(8, hash);
      statement.executeUpdate();
    }
    return new Head(link.number(), hash);
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
