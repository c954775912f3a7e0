package io.oneclear.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread of a load. It goes round every half millisecond: sends what has come due, takes in
 * what has come back, and sleeps. It never waits for an answer; what it could not send in time it
 * sends as soon as it can, with the latency counting from when it should have left.
 *
 * <p>Sleeping between rounds instead of waking for every answer is what makes it cheap: purchases
 * that came due together on one connection leave in one write, and answers are read in batches. A
 * latency may be measured up to a round too long, never too short.
 */
final class LoadLoop {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long ROUND = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long RECONNECT_AFTER = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CONNECT_WITHIN = TimeUnit.SECONDS.toNanos(60);
  private static final int CONNECTING_AT_ONCE = 256;

  /** What is sent at most before answers are looked at, when there is no time to sleep. */
  private static final int SENDS_A_ROUND = 512;

  private static final int SPACE = 1 << 18;

  private final LoadPlan plan;
  private final List<LoadTerminal> terminals;
  private final LoadProgress progress;
  private final InetSocketAddress target;
  private final SplittableRandom random;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final ArrayDeque<Lost> lost = new ArrayDeque<>();
  private final ByteBuffer outgoing = ByteBuffer.allocate(SPACE);
  private final byte[] incoming = new byte[SPACE];
  private final LoadMeter warmUp = new LoadMeter();
  private final LoadMeter measured = new LoadMeter();
  private Selector selector;
  private Schedule schedule;
  private OpenPurchases open;
  private Answers answers;
  private final long[] leaving = new long[SENDS_A_ROUND];
  private int leavingNow;
  private LoadConnection writing;
  private long nextSecond;
  private int connecting;

  LoadLoop(LoadPlan plan, List<LoadTerminal> terminals, LoadProgress progress) {
    this.plan = plan;
    this.terminals = terminals;
    this.progress = progress;
    this.target = new InetSocketAddress(plan.host(), plan.port());
    this.random = new SplittableRandom(plan.seed());
  }

  /**
   * Connects, sends every purchase of the plan, and waits for the last answers or their time-outs.
   *
   * @throws LoadException if the target cannot be reached at the start
   */
  LoadResult run(int firstTrace) throws IOException {
    try (Selector own = Selector.open()) {
      selector = own;
      connectAll();
      schedule = new Schedule(plan, firstTrace, System.nanoTime() + ROUND);
      open = new OpenPurchases(plan.window());
      answers = new Answers(plan, terminals, schedule, open, this::meter);
      nextSecond = schedule.startNanos() + SECOND;
      sendAll();
      awaitTheLast();
      measured.closeSecond();
      return measured.result(plan, answers.unexpected());
    } finally {
      connections.forEach(LoadConnection::close);
    }
  }

  private void sendAll() throws IOException {
    long next = 0;
    while (next < schedule.purchases()) {
      long now = System.nanoTime();
      long until = Math.min(schedule.purchases(), next + SENDS_A_ROUND);
      while (next < until && schedule.due(next) - now <= 0) {
        send(next);
        next++;
      }
      flush();
      goRound(now);
      if (next < until) {
        LockSupport.parkNanos(Math.max(ROUND, Math.min(schedule.due(next) - now, longestSleep())));
      }
    }
  }

  /** Answers are not kept waiting; with none under way a millisecond is soon enough. */
  private long longestSleep() {
    return open.size() > 0 ? ROUND : 2 * ROUND;
  }

  private void awaitTheLast() throws IOException {
    while (open.size() > 0) {
      goRound(System.nanoTime());
      LockSupport.parkNanos(ROUND);
    }
  }

  private LoadMeter meter(long due) {
    return schedule.measured(due) ? measured : warmUp;
  }

  private void send(long purchase) {
    int turn = schedule.terminal(purchase);
    LoadConnection connection = connections.get(connectionOf(turn));
    long due = schedule.due(purchase);
    if (!connection.takesMore() || open.size() >= plan.maxInFlight() || !open.open(purchase)) {
      meter(due).unsent();
      return;
    }
    byte[] frame = terminals.get(turn).purchase(schedule.trace(purchase), random);
    if (connection != writing || outgoing.remaining() < LoadConnection.sizeOf(frame)) {
      flush();
      writing = connection;
    }
    LoadConnection.put(outgoing, frame);
    leaving[leavingNow++] = due;
  }

  /** Neighbours share a connection, so that what comes due together can leave together. */
  private int connectionOf(int terminal) {
    return (int) ((long) terminal * connections.size() / terminals.size());
  }

  private void flush() {
    if (outgoing.position() > 0) {
      try {
        writing.write(outgoing.flip());
      } catch (IOException e) {
        lose(writing);
      }
      outgoing.clear();
      long now = System.nanoTime();
      for (int i = 0; i < leavingNow; i++) {
        meter(leaving[i]).sent(now - leaving[i]);
      }
      leavingNow = 0;
    }
  }

  private void goRound(long now) throws IOException {
    selector.selectNow(this::ready);
    long timeout = plan.answerTimeout().toNanos();
    open.closeWhile(
        purchase -> {
          boolean over = now - schedule.due(purchase) >= timeout;
          if (over) {
            meter(schedule.due(purchase)).timedOut(timeout);
          }
          return over;
        });
    while (!lost.isEmpty() && now - lost.peek().at >= RECONNECT_AFTER) {
      connect(lost.poll().connection);
    }
    while (now - nextSecond >= 0) {
      LoadMeter meter = meter(nextSecond - 1);
      meter.closeSecond();
      progress.second(meter.lastSecond(), meter == warmUp);
      nextSecond += SECOND;
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (key.isConnectable()) {
        connecting--;
        connection.finishConnecting();
      }
      if (key.isValid() && key.isWritable()) {
        connection.writeOn();
      }
      if (key.isValid() && key.isReadable()) {
        answers.arrivedAt(System.nanoTime());
        connection.read(incoming, answers);
      }
    } catch (IOException e) {
      lose(connection);
    }
  }

  private void lose(LoadConnection connection) {
    connection.close();
    lost.add(new Lost(connection, System.nanoTime()));
  }

  private void connect(LoadConnection connection) {
    try {
      connection.connect(target);
      connecting++;
    } catch (IOException e) {
      lose(connection);
    }
  }

  private void connectAll() throws IOException {
    long deadline = System.nanoTime() + CONNECT_WITHIN;
    while (connections.size() < plan.connections() || connecting > 0) {
      while (connections.size() < plan.connections() && connecting < CONNECTING_AT_ONCE) {
        LoadConnection connection = new LoadConnection(selector);
        connections.add(connection);
        connect(connection);
      }
      selector.select(this::ready, 100);
      if (!lost.isEmpty() || System.nanoTime() - deadline > 0) {
        throw new LoadException(
            "the target cannot be reached at %s:%d with %d connections"
                .formatted(plan.host(), plan.port(), plan.connections()));
      }
    }
  }

  private record Lost(LoadConnection connection, long at) {}
}
