package io.oneclear.proof.journal;

import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.RequestKey;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is durable: it survives every crash, and holds nothing that was not committed. A unit of
 * work becomes part of it as a whole or not at all.
 */
public final class Database {

  /** Told of every row that a commit changes. */
  public interface Watcher {

    /**
     * @param before null for a new row
     */
    void changed(TransactionRow before, TransactionRow after);
  }

  private final Map<RequestKey, TransactionRow> transactions = new LinkedHashMap<>();
  private final Map<OnLink, RequestKey> byUpstreamKey = new HashMap<>();
  private final NavigableMap<Long, AdviceRow> advices = new TreeMap<>();
  private final NavigableMap<Long, AdviceRow> queued = new TreeMap<>();
  private final Map<OnLink, Long> adviceByKey = new HashMap<>();
  private final Map<TerminalId, Terminal> terminals = new LinkedHashMap<>();
  private final Map<String, BatchRecord> settledBatches = new LinkedHashMap<>();
  private final Merchant merchant;
  private final LocalDate businessDate;
  private final Watcher watcher;
  private final Lives lives = new Lives(this);
  private final Map<Integer, Long> cutOffUntil = new HashMap<>();
  private final Set<Long> told = new HashSet<>();
  private long lastAdvice;
  private long lastRemembered;
  private long frozenUntil;

  public Database(Merchant merchant, LocalDate businessDate, Watcher watcher) {
    this.merchant = merchant;
    this.businessDate = businessDate;
    this.watcher = watcher;
  }

  /** Identities are unique on a link. */
  private record OnLink(String link, UpstreamKey key) {}

  /** The first answer to a 0500: it stands. */
  public record BatchRecord(boolean domesticEqual, boolean foreignEqual) {}

  // --- what others look at -----------------------------------------------------------------------

  public Collection<TransactionRow> transactions() {
    return Collections.unmodifiableCollection(transactions.values());
  }

  public Collection<AdviceRow> advices() {
    return Collections.unmodifiableCollection(advices.values());
  }

  public Collection<AdviceRow> queued() {
    return Collections.unmodifiableCollection(queued.values());
  }

  public Optional<TransactionRow> find(RequestKey key) {
    return Optional.ofNullable(transactions.get(key));
  }

  /** The transaction that went, or will go, to a scheme under this identity. */
  public Optional<TransactionRow> findUpstream(String link, UpstreamKey key) {
    return Optional.ofNullable(byUpstreamKey.get(new OnLink(link, key))).map(transactions::get);
  }

  /** The stored advice that goes to a scheme under this identity. */
  public Optional<AdviceRow> findAdvice(String link, UpstreamKey key) {
    return Optional.ofNullable(adviceByKey.get(new OnLink(link, key))).map(advices::get);
  }

  public Merchant merchant() {
    return merchant;
  }

  public LocalDate businessDate() {
    return businessDate;
  }

  // --- terminals
  // -----------------------------------------------------------------------------------

  public Optional<Terminal> terminal(TerminalId id) {
    return Optional.ofNullable(terminals.get(id));
  }

  public void put(Terminal terminal) {
    terminals.put(terminal.id(), terminal);
  }

  public Optional<BatchRecord> settledBatch(String name) {
    return Optional.ofNullable(settledBatches.get(name));
  }

  public void settled(String name, BatchRecord record) {
    settledBatches.put(name, record);
  }

  // --- lives and units of work
  // ---------------------------------------------------------------------

  Lives lives() {
    return lives;
  }

  /** Advices that a life of the node had leased are free again. */
  void takeBackAdvices(int node) {
    queued.replaceAll(
        (_, advice) -> advice.leasedBy() == node ? keep(advice.leased(0, null)) : advice);
  }

  private AdviceRow keep(AdviceRow advice) {
    advices.put(advice.id(), advice);
    return advice;
  }

  /** Empty if this life of the node is over. */
  Optional<UnitOfWork> begin(int node, long life) {
    return lives.number(node) == life ? Optional.of(new UnitOfWork(this, node)) : Optional.empty();
  }

  /** The database does nothing until then. */
  void freeze(long untilNanos) {
    frozenUntil = Math.max(frozenUntil, untilNanos);
  }

  /** The node does not reach the database until then. */
  void cutOff(int node, long untilNanos) {
    cutOffUntil.merge(node, untilNanos, Math::max);
  }

  /** How long from now until the node reaches the database, and that does something. */
  long awayMillis(int node, long nowNanos) {
    long until = Math.max(frozenUntil, cutOffUntil.getOrDefault(node, 0L));
    return Math.max(0, (until - nowNanos) / 1_000_000);
  }

  long nextAdviceId() {
    return ++lastAdvice;
  }

  /** Numbered downwards, so that they never meet an id a node gave. */
  long nextRememberedId() {
    return --lastRemembered;
  }

  /** A terminal was told of an approval that another node decided. */
  void tell(long transaction) {
    told.add(transaction);
  }

  boolean told(long transaction) {
    return told.contains(transaction);
  }

  TransactionRow row(RequestKey key) {
    return transactions.get(key);
  }

  AdviceRow advice(long id) {
    return advices.get(id);
  }

  Collection<AdviceRow> queuedRows() {
    return queued.values();
  }

  void commit(List<UnitOfWork.Move> moves, Collection<AdviceRow> changedAdvices) {
    for (UnitOfWork.Move move : moves) {
      TransactionRow row = move.after();
      RequestKey key = row.entry().intent().key();
      transactions.put(key, row);
      Intent intent = row.entry().intent();
      if (intent.upstreamKey() != null) {
        byUpstreamKey.putIfAbsent(new OnLink(intent.link(), intent.upstreamKey()), key);
      }
      watcher.changed(move.before(), row);
    }
    for (AdviceRow advice : changedAdvices) {
      advices.put(advice.id(), advice);
      adviceByKey.putIfAbsent(new OnLink(advice.link(), advice.key()), advice.id());
      if (advice.state() == AdviceRow.State.QUEUED) {
        queued.put(advice.id(), advice);
      } else {
        queued.remove(advice.id());
      }
    }
  }
}
