package io.oneclear.store.settlement;

import io.oneclear.store.audit.Broken;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.MoneyRules;
import io.oneclear.store.audit.Snapshot;
import io.oneclear.store.seal.Content;
import io.oneclear.store.seal.SealKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * The ledger's chain. Every unit of work that posts adds a link: a digest of the posting sets it
 * wrote with their entries, made by the database at once for all, and a keyed hash over that and
 * the link before. Whoever posts holds the ledger's lock until its unit has ended (a trigger of
 * {@code posting_set}), so the sets of a link have numbers that follow one another.
 */
public final class LedgerChain implements MoneyRules {

  private static final byte[] NOTHING_BEFORE = new byte[0];

  private static final String DIGEST =
      """
      SELECT count(DISTINCT s.set_id), count(e.set_id), sha256(convert_to(coalesce(string_agg(
        jsonb_build_array(s.set_id, s.business_date, s.merchant_id, s.purpose, s.reference,
          (extract(epoch FROM s.posted_at) * 1000000)::bigint,
          e.account, e.merchant_id, e.business_date, e.amount_fen)::text,
        E'\\n' ORDER BY s.set_id, e.account COLLATE "C"), ''), 'UTF8'))
      FROM posting_set s LEFT JOIN ledger_entry e USING (set_id)
      WHERE s.set_id > ? AND s.set_id <= ?
      """;

  private final SealKey key;

  public LedgerChain(SealKey key) {
    this.key = key;
  }

  private record Link(long number, long lastSet, long sets, long entries, byte[] hash) {
    static final Link NONE = new Link(0, 0, 0, 0, NOTHING_BEFORE);
  }

  private record Digest(long sets, long entries, byte[] bytes) {}

  /** Adds a link about what this unit of work has posted, if it has. */
  void append(Sql sql) throws SQLException {
    long last =
        sql.number(
            """
            SELECT max(set_id) FROM posting_set
            WHERE set_id > coalesce((SELECT max(last_set) FROM ledger_chain), 0)
            """);
    if (last == 0) {
      return;
    }
    Link before =
        sql.first(
                row -> new Link(row.getLong(1), row.getLong(2), 0, 0, row.getBytes(3)),
                "SELECT number, last_set, hash FROM ledger_chain ORDER BY number DESC LIMIT 1")
            .orElse(Link.NONE);
    Digest digest = digest(sql, before.lastSet, last);
    long number = before.number + 1;
    sql.update(
        """
        INSERT INTO ledger_chain (number, last_set, sets, entries, hash) VALUES (?, ?, ?, ?, ?)
        """,
        number,
        last,
        digest.sets,
        digest.entries,
        hash(number, last, digest, before.hash));
  }

  /** Adds a link about what was posted before there was a chain. */
  public static void open(Connection connection, SealKey key) throws SQLException {
    new LedgerChain(key).append(new Sql(connection));
  }

  private static Digest digest(Sql sql, long after, long last) throws SQLException {
    return sql.first(
            row -> new Digest(row.getLong(1), row.getLong(2), row.getBytes(3)), DIGEST, after, last)
        .orElseThrow();
  }

  private byte[] hash(long number, long last, Digest digest, byte[] before) {
    return new Content(key)
        .begin("ledger_chain")
        .number(number)
        .number(last)
        .number(digest.sets)
        .number(digest.entries)
        .bytes(digest.bytes)
        .bytes(before)
        .mac();
  }

  @Override
  public List<Finding> check(Snapshot snapshot) throws SQLException {
    return List.of(check(new Sql(snapshot.connection())));
  }

  Finding check(Sql sql) throws SQLException {
    Broken broken = new Broken();
    Link before = Link.NONE;
    long entries = 0;
    for (Link link :
        sql.list(
            row ->
                new Link(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBytes(5)),
            "SELECT number, last_set, sets, entries, hash FROM ledger_chain ORDER BY number")) {
      Digest digest = digest(sql, before.lastSet, link.lastSet);
      if (link.number != before.number + 1
          || digest.sets != link.sets
          || digest.entries != link.entries
          || !Arrays.equals(link.hash, hash(link.number, link.lastSet, digest, before.hash))) {
        broken.found(
            "link %d: posting sets %d to %d"
                .formatted(link.number, before.lastSet + 1, link.lastSet));
      }
      entries += digest.entries;
      before = link;
    }
    long after = sql.number("SELECT count(*) FROM posting_set WHERE set_id > ?", before.lastSet);
    if (after > 0) {
      broken.found("%d posting sets after the last link".formatted(after));
    }
    long all = sql.number("SELECT count(*) FROM ledger_entry");
    if (after == 0 && all != entries) {
      broken.found("%d ledger entries, %d by their posting sets".formatted(all, entries));
    }
    return broken.ofHistory("the ledger is as it was posted", all);
  }
}
