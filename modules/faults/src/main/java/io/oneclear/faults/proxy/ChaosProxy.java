package io.oneclear.faults.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * TCP between a client and a server, as good or as bad as it is told. It listens on a port of its
 * own on localhost and connects to the server for each client that connects. Without a plan and
 * without commands it passes frames on as they come.
 *
 * <p>Commands work on the connections that are open and on those to come, until {@link #heal}. The
 * frames that were swallowed meanwhile stay lost. Any thread.
 */
public final class ChaosProxy implements AutoCloseable {

  private static final int BACKLOG = 1_024;
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Framing framing;
  private final InetSocketAddress server;
  private final boolean patient;
  private final int port;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Long> connectedAt = new CopyOnWriteArrayList<>();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private final Set<Direction> swallowed =
      Collections.synchronizedSet(EnumSet.noneOf(Direction.class));
  private volatile FramePlan plan = FramePlan.PASS;
  private volatile ServerSocket listener;
  private volatile Thread accepting;
  private volatile CountDownLatch flapping = new CountDownLatch(0);

  private ChaosProxy(Framing framing, int serverPort, boolean patient) {
    this.framing = framing;
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    this.patient = patient;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    accept(listener);
  }

  /** To a server on localhost. A client whose connection cannot be passed on is cut off. */
  public static ChaosProxy to(int serverPort, Framing framing) {
    return new ChaosProxy(framing, serverPort, false);
  }

  /** The same, but a client that connects while the server is away is kept until it is there. */
  public static ChaosProxy patientlyTo(int serverPort, Framing framing) {
    return new ChaosProxy(framing, serverPort, true);
  }

  /** Where clients connect to; the same all its life. */
  public int port() {
    return port;
  }

  /** What happens to each frame from now on. */
  public ChaosProxy plan(FramePlan next) {
    this.plan = next;
    return this;
  }

  /** Clients are refused, as if nobody listened; connections that are open stay. */
  public synchronized void refuse() {
    closeQuietly(listener);
    // Until whoever waits in accept has left, the system still takes connections.
    boolean interrupted = false;
    while (accepting.isAlive()) {
      try {
        accepting.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing arrives in either direction; connections stay open and new ones are taken. */
  public void blackHole() {
    swallowed.addAll(EnumSet.allOf(Direction.class));
  }

  /** Nothing arrives in one direction; connections stay open. */
  public void halfOpen(Direction direction) {
    swallowed.add(direction);
  }

  /** Ends every open connection, to both sides, with FIN. */
  public void cut() {
    open.forEach(connection -> connection.end(false));
  }

  /** Ends every open connection, to both sides, with RST. */
  public void reset() {
    open.forEach(connection -> connection.end(true));
  }

  /** A partition as by a pulled cable: what is open hears nothing, what connects is refused. */
  public void partition() {
    blackHole();
    refuse();
  }

  /** There and away again, until {@link #heal}: away is cut and refused. */
  public synchronized void flap(Duration there, Duration away) {
    stopFlapping();
    CountDownLatch over = new CountDownLatch(1);
    flapping = over;
    Thread.ofVirtual()
        .start(
            () -> {
              while (!waited(over, there)) {
                refuse();
                reset();
                boolean stop = waited(over, away);
                if (!stop) {
                  listenAgain();
                }
              }
            });
  }

  /** Everything is well again. The plan stays. */
  public synchronized void heal() {
    stopFlapping();
    swallowed.clear();
    listenAgain();
  }

  /** How many clients have connected. */
  public int connections() {
    return connections.get();
  }

  /** When each of them did, in {@link System#nanoTime}. */
  public List<Long> connectedAt() {
    return List.copyOf(connectedAt);
  }

  /** Connections that are open. */
  public int openConnections() {
    return open.size();
  }

  @Override
  public synchronized void close() {
    stopFlapping();
    closed.countDown();
    closeQuietly(listener);
    reset();
  }

  // --- what connections ask of it ----------------------------------------------------------------

  Act act(Frame frame) {
    return swallowed.contains(frame.direction()) ? Act.DROP : plan.of(frame);
  }

  boolean swallows(Direction direction) {
    return swallowed.contains(direction);
  }

  Framing framing() {
    return framing;
  }

  /** Waits; true if the proxy was closed meanwhile. */
  boolean waited(Duration time) {
    return waited(closed, time);
  }

  void ended(ProxiedConnection connection) {
    open.remove(connection);
  }

  // --- the listener
  // --------------------------------------------------------------------------------

  private static ServerSocket listen(int at) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), BACKLOG);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy cannot listen", e);
    }
  }

  private synchronized void listenAgain() {
    if (listener.isClosed() && closed.getCount() > 0) {
      listener = listen(port);
      accept(listener);
    }
  }

  private void accept(ServerSocket here) {
    accepting =
        Thread.ofVirtual()
            .name("proxy-" + port)
            .start(
                () -> {
                  try {
                    while (!here.isClosed()) {
                      Socket client = here.accept();
                      int number = connections.incrementAndGet();
                      connectedAt.add(System.nanoTime());
                      Thread.ofVirtual().start(() -> serve(number, client));
                    }
                  } catch (IOException e) {
                    closeQuietly(here);
                  }
                });
  }

  private void serve(int number, Socket client) {
    Socket toServer = connect();
    if (toServer == null) {
      closeQuietly(client);
      return;
    }
    ProxiedConnection connection = new ProxiedConnection(this, number, client, toServer);
    open.add(connection);
    connection.run();
    if (closed.getCount() == 0) {
      connection.end(true);
    }
  }

  private Socket connect() {
    boolean again = true;
    while (again) {
      Socket socket = new Socket();
      try {
        socket.connect(server, (int) CONNECT.toMillis());
        if (socket.getLocalPort() != server.getPort()) {
          return socket;
        }
        // Nobody listens, and the system gave us the server's own port: we have reached ourselves.
      } catch (IOException serverIsAway) {
        again = patient;
      }
      closeQuietly(socket);
      again = again && !waited(RETRY);
    }
    return null;
  }

  private void stopFlapping() {
    flapping.countDown();
  }

  private static boolean waited(CountDownLatch over, Duration time) {
    try {
      return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It was broken already, which is what closing is for.
      return;
    }
  }
}
