package io.oneclear.store.settlement;

import io.oneclear.settlement.SettlementStore.WorkerLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lead of settlement: of all workers on a database one has it. It is a lock of a session that
 * the server ends by its own clock when its worker has asked nothing for the length of a lease: one
 * that is killed loses it at once, one that is frozen or cut off soon, and another can go on. Who
 * has lost it notices before its next step.
 */
final class Lead implements WorkerLock {

  private static final Logger LOG = LoggerFactory.getLogger(Lead.class);

  /** Of the session lock that makes one worker of all; any number, the same everywhere. */
  private static final long WORKER_LOCK = 0x4f43_5345_5454_4c45L;

  private static final int BEATS_PER_LEASE = 5;

  private final Connection session;
  private final Duration lease;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread beating;
  private volatile long provedNanos = System.nanoTime();

  private Lead(Connection session, Duration lease) {
    this.session = session;
    this.lease = lease;
    this.beating = Thread.ofPlatform().daemon().name("settlement-lead").unstarted(this::beat);
  }

  /** Empty if another worker has it. */
  static Optional<WorkerLock> tryTake(DataSource dataSource, Duration lease) {
    Optional<Lead> taken = tryTakeOnce(dataSource, lease);
    taken.ifPresent(lead -> lead.beating.start());
    return taken.map(lead -> lead);
  }

  /** The same, but without a sign of life from then on: as of a worker that is frozen. */
  static Optional<Lead> tryTakeOnce(DataSource dataSource, Duration lease) {
    try {
      Connection session = dataSource.getConnection();
      boolean mine = false;
      try {
        Sql sql = new Sql(session);
        mine =
            sql.first(row -> row.getBoolean(1), "SELECT pg_try_advisory_lock(?)", WORKER_LOCK)
                .orElse(false);
        if (mine) {
          sql.run("SET idle_session_timeout = " + lease.toMillis());
        }
      } finally {
        if (!mine) {
          session.close();
        }
      }
      return mine ? Optional.of(new Lead(session, lease)) : Optional.empty();
    } catch (SQLException e) {
      throw Units.broken(e);
    }
  }

  private void beat() {
    try {
      while (!over.await(lease.toMillis() / BEATS_PER_LEASE, TimeUnit.MILLISECONDS)) {
        long asked = System.nanoTime();
        synchronized (session) {
          if (over.getCount() > 0) {
            new Sql(session).run("SELECT 1");
          }
        }
        provedNanos = asked;
      }
    } catch (SQLException e) {
      LOG.warn("the lead of settlement is lost: {}", Units.broken(e).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean held() {
    return System.nanoTime() - provedNanos < lease.toNanos();
  }

  @Override
  public void close() {
    over.countDown();
    synchronized (session) {
      try (Connection connection = session) {
        Sql sql = new Sql(connection);
        sql.run("RESET idle_session_timeout");
        sql.run("SELECT pg_advisory_unlock(?)", WORKER_LOCK);
      } catch (SQLException e) {
        LOG.warn("the lead of settlement was lost before: {}", Units.broken(e).getMessage());
      }
    }
  }
}
