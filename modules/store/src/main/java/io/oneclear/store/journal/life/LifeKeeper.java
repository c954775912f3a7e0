package io.oneclear.store.journal.life;

import io.oneclear.store.Database;
import io.oneclear.store.StoreException;
import io.oneclear.store.journal.life.Lives.Lease;
import io.oneclear.store.journal.life.Lives.TakenOver;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's life: beats, notices when it was taken over and begins a new one, and takes
 * over what other nodes leave behind when theirs stand still.
 *
 * <p>How long another node has not beaten is measured from when this one last saw its beats move,
 * on this one's own clock that only runs forward. A node that was frozen itself sees, when it
 * wakes, that the others have moved.
 */
public final class LifeKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LifeKeeper.class);
  private static final Duration RETRY_AFTER = Duration.ofMillis(200);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Config config;
  private final Database database;
  private final Owner owner;
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Map<Integer, Seen> seen = new HashMap<>();
  private final Map<Integer, Undoing> undoing = new HashMap<>();
  private final Thread thread;
  private CompletableFuture<Integer> recovering;
  private boolean complained;

  /**
   * @param node number of this node
   * @param process tells this process from another that was given the same number
   * @param heartbeat how often it beats and looks at the others
   * @param lease how long one must have stood still to be taken over
   */
  public record Config(int node, UUID process, Duration heartbeat, Duration lease) {

    /** Numbers are written down ahead until the beat after the next. */
    Duration numbersAhead() {
      return heartbeat.multipliedBy(2);
    }
  }

  /** Whose life it is: asked on the keeper's thread. */
  public interface Owner {

    NodeLife life();

    /** True if a unit of work of this life was refused because the life is over. */
    boolean over();

    /** The life is over; what is asked of the node until the next has begun must fail. */
    void lifeOver();

    /** Another process has begun a life under this node's number: this one must end. */
    void replaced();

    /**
     * A new life has begun. Completes when what the old one left is undone and the node serves
     * again; asked again if that fails.
     */
    CompletableFuture<Integer> beginAnew(NodeLife life);

    /** True once this node can undo what others left: it has links to tell schemes by. */
    boolean mayTakeOver();

    /** Undoes what another node left; completes with how much that was. */
    CompletableFuture<Integer> undo(TakenOver taken);

    Instant now();

    /** What its numbers are made from. */
    NumberClock numbers();
  }

  /** How a lease looked when its beats last moved. */
  private record Seen(Lease lease, long sinceNanos) {}

  /**
   * What is being undone.
   *
   * @param decidedBefore when it is done, everything received before is decided
   */
  private record Undoing(TakenOver taken, Instant decidedBefore, CompletableFuture<Integer> done) {}

  private LifeKeeper(Config config, Database database, Owner owner) {
    this.config = config;
    this.database = database;
    this.owner = owner;
    this.thread = Thread.ofPlatform().daemon().name("journal-life").unstarted(this::keep);
  }

  /** Keeps a life that has begun. */
  public static LifeKeeper start(Config config, Database database, Owner owner) {
    LifeKeeper keeper = new LifeKeeper(config, database, owner);
    keeper.thread.start();
    return keeper;
  }

  /** Look now: something has happened. */
  public void wake() {
    wake.release();
  }

  private void keep() {
    try {
      while (stopping.getCount() > 0) {
        try (Connection connection = connect()) {
          keep(connection);
        } catch (SQLException | StoreException e) {
          complain(e);
        }
        if (stopping.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not from the pool: a heartbeat must neither wait for a connection nor for a dead one. */
  private Connection connect() throws SQLException {
    long within = Math.max(1, config.lease().toSeconds() / 3);
    Connection connection = database.ownConnection("oneclear-life", Duration.ofSeconds(within));
    connection.setAutoCommit(false);
    return connection;
  }

  private void complain(Exception e) {
    if (!complained && stopping.getCount() > 0) {
      complained = true;
      LOG.warn("node={} cannot renew its lease now: {}", config.node(), e.getMessage());
    }
  }

  private void keep(Connection connection) throws SQLException, InterruptedException {
    while (stopping.getCount() > 0) {
      if (!beat(connection)) {
        return;
      }
      complained = false;
      finishUndoing(connection);
      if (owner.mayTakeOver()) {
        look(connection);
      }
      if (wake.tryAcquire(config.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    }
  }

  /** False if there is nothing more to keep. */
  private boolean beat(Connection connection) throws SQLException {
    NodeLife life = owner.life();
    long sent = System.nanoTime();
    Instant numbersUntil = owner.numbers().ahead(config.numbersAhead());
    boolean alive =
        committed(
            connection, () -> Lives.beat(connection, config.node(), life.number(), numbersUntil));
    if (alive) {
      owner.numbers().writtenDown(numbersUntil);
    }
    if (alive && !owner.over()) {
      life.renewed(sent);
      return true;
    }
    if (alive && recovering != null) {
      life.renewed(sent);
      goOnRecovering();
      return true;
    }
    return beginAgain(connection, life);
  }

  private boolean beginAgain(Connection connection, NodeLife life) throws SQLException {
    owner.lifeOver();
    seen.clear();
    undoing.clear();
    boolean elsewhere =
        committed(connection, () -> Lives.begunElsewhere(connection, config, life.number()));
    if (elsewhere) {
      LOG.error(
          "node={} life={} is over: another process runs as node {}",
          config.node(),
          life.number(),
          config.node());
      owner.replaced();
      stopping.countDown();
      return false;
    }
    NodeLife next =
        committed(connection, () -> Lives.begin(connection, config, owner.now(), owner.numbers()));
    owner.numbers().writtenDown(next.numbersUntil());
    LOG.warn(
        "node={} life={} was taken over by another node; life={} begins",
        config.node(),
        life.number(),
        next.number());
    recovering = owner.beginAnew(next);
    return true;
  }

  private void goOnRecovering() {
    if (!recovering.isDone()) {
      return;
    }
    if (recovering.isCompletedExceptionally()) {
      recovering = owner.beginAnew(owner.life());
    } else {
      recovering = null;
    }
  }

  private void look(Connection connection) throws SQLException {
    long now = System.nanoTime();
    for (Lease lease : committed(connection, () -> Lives.held(connection))) {
      boolean ours = lease.node() == config.node() || undoing.containsKey(lease.node());
      if (ours) {
        seen.remove(lease.node());
        continue;
      }
      Seen last = seen.get(lease.node());
      if (last == null || !last.lease().equals(lease)) {
        seen.put(lease.node(), new Seen(lease, now));
      } else if (now - last.sinceNanos() > config.lease().toNanos()) {
        takeOver(connection, lease);
      }
    }
  }

  private void takeOver(Connection connection, Lease lease) throws SQLException {
    Optional<TakenOver> taken;
    try {
      taken = committed(connection, () -> Lives.takeOver(connection, lease, config.node()));
    } catch (SQLException e) {
      if (!"55P03".equals(e.getSQLState())) {
        throw e;
      }
      LOG.warn("node={} still has a unit of work open: taking over waits", lease.node());
      return;
    }
    seen.remove(lease.node());
    if (taken.isPresent()) {
      LOG.warn(
          "node={} has not been heard of for {}: node {} takes over",
          lease.node(),
          config.lease(),
          config.node());
      undo(taken.get(), owner.now());
    }
  }

  private void undo(TakenOver taken, Instant decidedBefore) {
    CompletableFuture<Integer> done = owner.undo(taken).whenComplete((_, _) -> wake.release());
    undoing.put(taken.node(), new Undoing(taken, decidedBefore, done));
  }

  private void finishUndoing(Connection connection) throws SQLException {
    List<Undoing> all = new ArrayList<>(undoing.values());
    for (Undoing each : all) {
      TakenOver taken = each.taken();
      boolean ours = committed(connection, () -> Lives.beatFor(connection, taken, config.node()));
      if (!ours) {
        undoing.remove(taken.node());
      } else if (each.done().isCompletedExceptionally()) {
        undo(taken, each.decidedBefore());
      } else if (each.done().isDone()) {
        undoing.remove(taken.node());
        finish(connection, each);
      }
    }
  }

  private void finish(Connection connection, Undoing each) throws SQLException {
    committed(
        connection,
        () -> {
          Lives.finish(connection, each.taken(), config.node(), each.decidedBefore());
          return null;
        });
    LOG.warn("node={} taken over undecided={}", each.taken().node(), each.done().join());
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollback(connection);
      throw e;
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      LOG.debug("no rollback: {}", broken.getMessage());
    }
  }

  /**
   * Stops keeping it.
   *
   * @param nothingLeft true if the life leaves nothing undecided: nobody needs to take over
   */
  public void end(boolean nothingLeft) {
    stopping.countDown();
    wake.release();
    try {
      if (!thread.join(STOP_WITHIN)) {
        thread.interrupt();
      } else if (nothingLeft && !owner.over()) {
        letGo();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void letGo() {
    try (Connection connection = connect()) {
      committed(
          connection,
          () -> Lives.letGo(connection, config.node(), owner.life().number(), config.node()));
    } catch (SQLException e) {
      LOG.warn("node={} could not let go of its lease: {}", config.node(), e.getMessage());
    }
  }

  @Override
  public void close() {
    end(false);
  }
}
