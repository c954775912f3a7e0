package io.oneclear.store.journal;

import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.store.Database;
import io.oneclear.store.journal.life.LifeKeeper;
import io.oneclear.store.journal.life.Lives;
import io.oneclear.store.journal.life.NodeLife;
import io.oneclear.store.journal.table.RowId;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lives of this process, one after the other: another node may take over when this one stands
 * still, and then it begins anew. Undoes what an earlier life left, of this node or another.
 *
 * <p>While a life is over and the next has not undone what it left, nothing that is asked is
 * written; reading goes on.
 */
final class Lifetime implements LifeKeeper.Owner, Writer.LifeWatch {

  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

  private final Parts parts;
  private final CompletableFuture<Void> replaced = new CompletableFuture<>();
  private volatile NodeLife life;
  private volatile boolean over;
  private volatile Function<String, UpstreamKey> reversalKeys;
  private volatile LifeKeeper keeper;

  /**
   * What it works with.
   *
   * @param margin an intent may have been received this long before it reaches the journal
   * @param writers does an operation whatever the state of this life
   */
  record Parts(
      JournalConfig config,
      JournalMetrics metrics,
      Undecided undecided,
      NumberClock numbers,
      Duration margin,
      SideLane reads,
      Function<DecideOperation, CompletableFuture<Concluded>> writers) {}

  Lifetime(Parts parts, NodeLife first) {
    this.parts = parts;
    this.life = first;
  }

  void keep(LifeKeeper.Config lives, Database database) {
    keeper = LifeKeeper.start(lives, database, this);
  }

  /** The end of this process's part: nothing more will be written. */
  void end() {
    keeper.end(parts.undecided.isEmpty());
  }

  // --- of this node ----------------------------------------------------------------------------

  @Override
  public NodeLife life() {
    return life;
  }

  @Override
  public long number() {
    return life.number();
  }

  @Override
  public void over(long number) {
    if (number == life.number()) {
      lifeOver();
      keeper.wake();
    }
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void lifeOver() {
    if (!over) {
      over = true;
      parts.metrics.lifeLost();
    }
  }

  @Override
  public void replaced() {
    replaced.complete(null);
  }

  CompletableFuture<Void> replacement() {
    return replaced.copy();
  }

  /**
   * What begins now is sent now. If another node may have taken over in the meantime, its reversal
   * may be on its way: then it is not sent.
   */
  Begun whileCertain(Begun begun) {
    if (begun instanceof Recorded && !life.certain()) {
      throw new JournalException("another process may have taken over this node");
    }
    return begun;
  }

  /** Before the first request; from then on this node can take over what others leave. */
  CompletableFuture<Integer> recover(Function<String, UpstreamKey> keys) {
    reversalKeys = keys;
    return recover(life);
  }

  private CompletableFuture<Integer> recover(NodeLife mine) {
    int node = parts.config.node();
    return parts
        .reads
        .run(connection -> Lookups.undecided(connection, node, mine.undecidedSince()))
        .thenCompose(this::timeOutAll)
        .thenApply(
            count -> {
              mine.recovered(true);
              return count;
            });
  }

  @Override
  public CompletableFuture<Integer> beginAnew(NodeLife next) {
    Set<RowId> left = parts.undecided.all();
    life = next;
    CompletableFuture<Integer> recovered =
        reversalKeys == null ? CompletableFuture.completedFuture(0) : recover(next);
    return recovered.thenApply(
        count -> {
          parts.undecided.forget(left);
          over = false;
          LOG.warn(
              "node={} life={} serves again, recovered undecided={}",
              parts.config.node(),
              next.number(),
              count);
          return count;
        });
  }

  // --- of others -------------------------------------------------------------------------------

  @Override
  public boolean mayTakeOver() {
    return reversalKeys != null && life.recovered() && !over;
  }

  @Override
  public CompletableFuture<Integer> undo(Lives.TakenOver taken) {
    return parts
        .reads
        .run(
            connection ->
                Lives.stillHeld(connection, taken, parts.config.node())
                    ? Lookups.undecided(connection, taken.node(), taken.undecidedSince())
                    : List.<JournalEntry>of())
        .thenCompose(this::timeOutAll)
        .thenApply(
            count -> {
              parts.metrics.tookOver(count);
              return count;
            });
  }

  @Override
  public Instant now() {
    return parts.numbers.wall().instant().minus(parts.margin);
  }

  @Override
  public NumberClock numbers() {
    return parts.numbers;
  }

  /** A slice at a time: there may be more of them than the queue holds. */
  private CompletableFuture<Integer> timeOutAll(List<JournalEntry> left) {
    int slice = Math.min(left.size(), parts.config.queueCapacity() / 2 + 1);
    List<CompletableFuture<Concluded>> concluded = new ArrayList<>();
    for (JournalEntry entry : left.subList(0, slice)) {
      boolean reversible = entry.intent().kind().reversible();
      UpstreamKey key = reversible ? reversalKeys.apply(entry.intent().link()) : null;
      Instant at = PostgresJournal.micros(parts.numbers.wall().instant());
      concluded.add(parts.writers.apply(DecideOperation.timeOut(entry, key, at, null)));
      CrashPoint.RECOVERY_ENQUEUED.reached();
    }
    CompletableFuture<Integer> won =
        CompletableFuture.allOf(concluded.toArray(CompletableFuture[]::new))
            .thenApply(_ -> (int) concluded.stream().filter(each -> each.join().won()).count());
    return slice == left.size()
        ? won
        : won.thenCompose(
            count -> timeOutAll(left.subList(slice, left.size())).thenApply(more -> count + more));
  }
}
