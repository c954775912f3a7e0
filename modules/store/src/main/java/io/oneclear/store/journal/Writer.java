package io.oneclear.store.journal;

import io.oneclear.store.StoreException;
import io.oneclear.store.journal.chain.Chain;
import io.oneclear.store.journal.chain.RowSeals;
import io.oneclear.store.journal.table.Trip;
import io.oneclear.switching.journal.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes: takes what is waiting, does it in one unit of work, commits, and tells.
 *
 * <p>If the connection breaks it tries again until the operations' time is up. If it breaks during
 * a commit it first finds out what became of that. If the database refuses a group, halves of it
 * are tried, until the operation that is refused stands alone.
 */
final class Writer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final long IDLE_MILLIS = 100;
  private static final long RETRY_MILLIS = 50;
  static final String TAKEN_OVER = "another process has taken over this node";

  /** What became of a try. */
  private enum Try {
    COMMITTED,
    /** Nothing was written; the world may be better in a moment. */
    BROKEN,
    /** Nothing was written, and this group will be refused again. */
    REFUSED,
    /** Another life of this node has begun. */
    OVER
  }

  /** The node's life, which can end and begin anew. */
  interface LifeWatch {

    long number();

    /** The database says that this life is over. */
    void over(long number);
  }

  /** What writers of a journal share. */
  record Shared(
      DataSource database,
      JournalConfig config,
      LifeWatch life,
      JournalMetrics metrics,
      Undecided undecided,
      Supplier<Instant> watermark) {}

  private final Shared shared;
  private final Chain chain;
  private final RowSeals seals;
  private final BlockingQueue<Operation<?>> queue;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile List<Operation<?>> inFlight = List.of();
  private Exception refusal;
  private LocalDate day;

  Writer(Shared shared, Chain chain, RowSeals seals) {
    this.shared = shared;
    this.chain = chain;
    this.seals = seals;
    this.queue = new ArrayBlockingQueue<>(shared.config.queueCapacity());
  }

  /** False if the queue is full. */
  boolean offer(Operation<?> operation) {
    return stopping.getCount() > 0 && queue.offer(operation);
  }

  /** After this nothing more is taken in; what waits is still written. */
  void stop() {
    stopping.countDown();
  }

  /** Gives up what has waited too long. Called from another thread. */
  void expire() {
    long now = System.nanoTime();
    long within = shared.config.decideWithin().toNanos();
    for (Operation<?> oldest = queue.peek();
        oldest != null && oldest.given(now, within);
        oldest = queue.peek()) {
      if (queue.remove(oldest) && oldest.take()) {
        oldest.dropped(shared.undecided);
        giveUp(oldest);
      }
    }
    for (Operation<?> operation : inFlight) {
      if (operation.given(now, within) && !operation.abandoned()) {
        giveUp(operation);
      }
    }
  }

  private void giveUp(Operation<?> operation) {
    shared.metrics.expired();
    operation.fail(new JournalException("the journal could not write it in time"));
  }

  @Override
  public void run() {
    List<Operation<?>> drained = new ArrayList<>(shared.config.groupSize());
    try {
      while (stopping.getCount() > 0 || !queue.isEmpty()) {
        Operation<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        drained.add(first);
        queue.drainTo(drained, shared.config.groupSize() - 1);
        shared.metrics.queueDepth(queue.size());
        List<Operation<?>> group = drained.stream().filter(Operation::take).toList();
        drained.clear();
        inFlight = group;
        write(group);
        inFlight = List.of();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("journal writer interrupted");
    }
    chain.tell();
  }

  private void write(List<Operation<?>> group) throws InterruptedException {
    List<Operation<?>> pending = group;
    while (true) {
      pending = withoutAbandoned(pending);
      if (pending.isEmpty()) {
        return;
      }
      switch (attempt(pending)) {
        case COMMITTED -> {
          pending.forEach(operation -> operation.durable(shared.undecided));
          Telling.of(pending, shared.undecided);
          return;
        }
        case REFUSED -> {
          split(pending);
          return;
        }
        case BROKEN -> {
          pending.forEach(Operation::tryAgain);
          // While stopping there is no time to wait for better days.
          if (stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
            drop(pending, new JournalException("the journal stopped while it could not write"));
            return;
          }
        }
        case OVER -> {
          drop(pending, new JournalException(TAKEN_OVER));
          return;
        }
      }
    }
  }

  /**
   * Nothing has been written for them: what nobody waits for any more need not be, and what was
   * asked of a life that is over must not be.
   */
  private List<Operation<?>> withoutAbandoned(List<Operation<?>> operations) {
    List<Operation<?>> waitedFor = new ArrayList<>(operations.size());
    for (Operation<?> operation : operations) {
      if (operation.abandoned()) {
        operation.dropped(shared.undecided);
      } else if (operation.life() != shared.life.number()) {
        drop(List.of(operation), new JournalException(TAKEN_OVER));
      } else {
        waitedFor.add(operation);
      }
    }
    return waitedFor;
  }

  private void split(List<Operation<?>> group) throws InterruptedException {
    if (group.size() == 1) {
      Exception why = refusal;
      LOG.error("the database refused an operation of the journal: {}", reason(why));
      drop(group, new JournalException("refused by the database: " + reason(why)));
      return;
    }
    shared.metrics.groupSplit(group.size());
    int half = group.size() / 2;
    write(group.subList(0, half));
    write(group.subList(half, group.size()));
  }

  /** A server may quote the row it refuses: that part is left out. */
  private static String reason(Exception why) {
    return why instanceof SQLException sql ? StoreException.of(sql).getMessage() : why.getMessage();
  }

  private void drop(List<Operation<?>> operations, JournalException why) {
    for (Operation<?> operation : operations) {
      operation.dropped(shared.undecided);
      operation.fail(why);
    }
  }

  private Try attempt(List<Operation<?>> group) throws InterruptedException {
    long life = shared.life.number();
    Group work = new Group(group);
    try (Connection connection = shared.database.getConnection()) {
      UnitOfWork unit;
      Trip last;
      try {
        UnitOfWork.Life of = new UnitOfWork.Life(shared.config.node(), life);
        unit = UnitOfWork.begin(connection, of, day, work.first(), seals).orElse(null);
        if (unit == null) {
          connection.rollback();
          shared.life.over(life);
          chain.inDoubt();
          return Try.OVER;
        }
        day = unit.businessDate();
        keepWatermarkBefore(unit, group);
        work.run(unit);
        last = chain.append(connection, life, unit.changes()).then(Trip.COMMIT);
      } catch (SQLException e) {
        connection.rollback();
        return judge(e);
      } catch (IllegalStateException e) {
        connection.rollback();
        refusal = e;
        return Try.REFUSED;
      }
      return commit(connection, last, unit, group);
    } catch (SQLException e) {
      LOG.warn("the journal cannot write now: {}", StoreException.of(e).getMessage());
      return Try.BROKEN;
    }
  }

  private Try judge(SQLException e) {
    if (Trouble.passes(e)) {
      LOG.warn("the journal will try again: {}", StoreException.of(e).getMessage());
      return Try.BROKEN;
    }
    refusal = e;
    return Try.REFUSED;
  }

  private void keepWatermarkBefore(UnitOfWork unit, List<Operation<?>> group) throws SQLException {
    Instant oldest = Group.oldestIntent(group);
    if (oldest != null && oldest.isBefore(shared.watermark.get())) {
      WatermarkOperation.moveBack(unit, shared.config.node(), oldest);
    }
  }

  /**
   * @param last with what the commit is sent
   */
  private Try commit(Connection connection, Trip last, UnitOfWork unit, List<Operation<?>> group)
      throws InterruptedException, SQLException {
    long began = System.nanoTime();
    Operation.beforeCommit(group);
    try {
      last.go(connection);
    } catch (SQLException e) {
      if (!Trouble.connectionGone(e)) {
        chain.inDoubt();
        connection.rollback();
        return judge(e);
      }
      LOG.warn("commit of {} in doubt: {}", unit.transactionId(), e.getMessage());
      return resolve(unit.transactionId());
    }
    chain.durable();
    Operation.afterCommit(group);
    long now = System.nanoTime();
    shared.metrics.committed(group.size(), now - oldestArrival(group), now - began);
    return Try.COMMITTED;
  }

  private static long oldestArrival(List<Operation<?>> group) {
    return group.stream().mapToLong(Operation::arrivedNanos).min().orElseThrow();
  }

  /**
   * Finds out what became of a commit. Does not return before it knows: nobody may be told, and
   * nothing done again, while the transaction may still be running. Once it is over, its link of
   * the chain says whether it was committed: a server that has crashed may have given the number of
   * a lost transaction to another one. Without a link it is done again and recognizes its own
   * traces.
   */
  private Try resolve(String transactionId) throws InterruptedException {
    while (true) {
      try (Connection connection = shared.database.getConnection()) {
        boolean over = !"in progress".equals(status(connection, transactionId));
        boolean committed = over && chain.isLinked(connection);
        connection.rollback();
        if (over) {
          LOG.warn("commit of {} was {}", transactionId, committed ? "done" : "not done");
          shared.metrics.commitInDoubt(committed);
          if (committed) {
            chain.durable();
          } else {
            chain.inDoubt();
          }
          return committed ? Try.COMMITTED : Try.BROKEN;
        }
      } catch (SQLException e) {
        if (!Trouble.passes(e)) {
          LOG.warn("{} is unknown to the database: {}", transactionId, e.getMessage());
          chain.inDoubt();
          return Try.BROKEN;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static String status(Connection connection, String transactionId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_xact_status(?::text::xid8)")) {
      statement.setString(1, transactionId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
