package io.oneclear.link.scheme;

import io.oneclear.link.FrameClient;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import io.oneclear.link.matching.LinkTimer;
import io.oneclear.link.matching.UpstreamKeys;
import io.oneclear.link.scheme.LinkMetrics.Disconnect;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.message.cups.NetworkFunction;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One TCP connection of a link, from connect to end: signs on, echoes, signs off. A connection that
 * is open but dead (half-open) is found by its echoes.
 *
 * <pre>
 *   connect ──▶ 0820/001 ──00──▶ signed on ──0820/301 …──▶ 0820/002 ──▶ end
 *      └───────────┴────────────────┴──────────────────────────┴──────▶ end
 * </pre>
 */
final class LinkSession implements FrameHandler {

  /** Whose session it is. */
  interface Owner {
    void signedOn(LinkSession session);

    /** Told once, and last. */
    void ended(LinkSession session, Disconnect reason);

    void received(LinkSession session, byte[] frame);

    void alarm(String text);
  }

  private final SchemeLinkConfig config;
  private final CupsDialect dialect;
  private final CupsHeader header;
  private final LinkTimer timer;
  private final UpstreamKeys keys;
  private final Owner owner;

  private volatile FrameConnection connection;
  private volatile boolean signedOn;
  private volatile boolean ended;
  private volatile long signedOnAt;
  private volatile long lastReceived;

  // Guarded by this.
  private Exchange outstanding;
  private LinkTimer.Handle nextEcho;
  private int missedEchoes;
  private int checking;
  private Runnable afterChecks = () -> {};

  LinkSession(
      SchemeLinkConfig config,
      CupsDialect dialect,
      LinkTimer timer,
      UpstreamKeys keys,
      Owner owner) {
    this.config = config;
    this.dialect = dialect;
    this.header = dialect.header();
    this.timer = timer;
    this.keys = keys;
    this.owner = owner;
  }

  void connect(FrameClient client) {
    CompletableFuture<FrameConnection> connecting =
        client.connect(config.host(), config.port(), this);
    var _ =
        connecting.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                end(Disconnect.CONNECT_FAILED);
              }
            });
  }

  @Override
  public void opened(FrameConnection opened) {
    connection = opened;
    lastReceived = timer.nanos();
    if (ended) {
      opened.close();
      return;
    }
    exchange(NetworkFunction.SIGN_ON, config.connectTimeout(), this::signOnAnswered);
  }

  private void signOnAnswered(Optional<ResponseCode> code) {
    if (code.isEmpty()) {
      end(Disconnect.SIGN_ON_TIMED_OUT);
    } else if (!code.get().equals(ResponseCode.APPROVED)) {
      owner.alarm("sign-on refused with " + code.get());
      end(Disconnect.SIGN_ON_REFUSED);
    } else {
      synchronized (this) {
        signedOnAt = timer.nanos();
        signedOn = !ended;
      }
      owner.signedOn(this);
      scheduleEcho();
    }
  }

  private void scheduleEcho() {
    synchronized (this) {
      if (!ended) {
        nextEcho = timer.after(config.echoInterval(), this::echo);
      }
    }
  }

  private void echo() {
    if (ended) {
      return;
    }
    long asked = timer.nanos();
    exchange(
        NetworkFunction.ECHO,
        config.echoTimeout(),
        code -> {
          boolean alive = code.isPresent() || lastReceived - asked > 0;
          if (code.isPresent() && !code.get().equals(ResponseCode.APPROVED)) {
            owner.alarm("echo answered with " + code.get());
          }
          if (echoLost(alive)) {
            end(Disconnect.ECHO_LOST);
          }
        });
    scheduleEcho();
  }

  private synchronized boolean echoLost(boolean alive) {
    missedEchoes = alive ? 0 : missedEchoes + 1;
    return missedEchoes >= config.missedEchoes();
  }

  /** Signs off, waits for the answer a little, and ends. */
  void signOff() {
    synchronized (this) {
      if (nextEcho != null) {
        nextEcho.cancel();
      }
    }
    if (!signedOn || ended) {
      end(Disconnect.STOPPED);
      return;
    }
    exchange(NetworkFunction.SIGN_OFF, config.echoTimeout(), _ -> end(Disconnect.STOPPED));
  }

  /** Ends at once; the first reason counts. */
  void end(Disconnect reason) {
    LinkTimer.Handle echo;
    Exchange exchange;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      signedOn = false;
      echo = nextEcho;
      exchange = outstanding;
      outstanding = null;
    }
    if (echo != null) {
      echo.cancel();
    }
    if (exchange != null) {
      exchange.timeout.cancel();
    }
    FrameConnection open = connection;
    if (open != null) {
      switch (reason) {
        case ECHO_LOST -> open.abort(); // nobody would take what is still to be written
        case CONNECT_FAILED, SIGN_ON_REFUSED, SIGN_ON_TIMED_OUT, BAD_FRAME, PEER_CLOSED, STOPPED ->
            open.close();
      }
    }
    owner.ended(this, reason);
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isWritable() {
    FrameConnection open = connection;
    return signedOn && open != null && open.isWritable();
  }

  /** True on the thread that moves its bytes. */
  boolean isHere() {
    FrameConnection open = connection;
    return open != null && open.isHere();
  }

  /**
   * Hands a frame to the socket.
   *
   * @return false if the session has ended: the frame certainly did not leave
   */
  boolean send(byte[] frame) {
    if (ended) {
      return false;
    }
    connection.send(frame);
    return true;
  }

  boolean send(IsoMessage message) {
    return send(dialect.encode(header, message));
  }

  /** An answer that came on it is being checked, until {@link #checkEnded}. */
  synchronized void checkBegins() {
    checking++;
  }

  void checkEnded() {
    Runnable then = () -> {};
    synchronized (this) {
      checking--;
      if (checking == 0) {
        then = afterChecks;
        afterChecks = () -> {};
      }
    }
    then.run();
  }

  /** Runs it when no answer that came on this connection is being checked, at once if none is. */
  void whenChecked(Runnable then) {
    synchronized (this) {
      if (checking > 0) {
        afterChecks = then;
        return;
      }
    }
    then.run();
  }

  /** How long it has been signed on; zero if it never was. */
  Duration signedOnFor() {
    return signedOnAt == 0 ? Duration.ZERO : Duration.ofNanos(timer.nanos() - signedOnAt);
  }

  /**
   * The answer to a network management message of ours.
   *
   * @return false if it answers none that is outstanding
   */
  boolean managementAnswered(UpstreamKey key, ResponseCode code) {
    Exchange exchange;
    synchronized (this) {
      exchange = outstanding;
    }
    return exchange != null
        && exchange.key.transmissionTime().equals(key.transmissionTime())
        && exchange.key.stan().equals(key.stan())
        && conclude(exchange, Optional.of(code));
  }

  @Override
  public void frame(FrameConnection from, byte[] frame) {
    lastReceived = timer.nanos();
    owner.received(this, frame);
  }

  @Override
  public void keepAlive(FrameConnection from) {
    lastReceived = timer.nanos();
  }

  @Override
  public void closed(FrameConnection gone, Ending ending) {
    end(
        switch (ending) {
          case BAD_FRAME, TRUNCATED -> Disconnect.BAD_FRAME;
          case CLOSED_BY_PEER, CLOSED_HERE, FAILED -> Disconnect.PEER_CLOSED;
        });
  }

  /** At most one exchange is outstanding: a newer one takes the place of an older. */
  private void exchange(
      NetworkFunction function, Duration timeout, Consumer<Optional<ResponseCode>> done) {
    UpstreamKey key = keys.next();
    Exchange exchange = new Exchange(key, done);
    synchronized (this) {
      if (ended) {
        return;
      }
      if (outstanding != null) {
        outstanding.timeout.cancel();
      }
      outstanding = exchange;
      exchange.timeout = timer.after(timeout, () -> conclude(exchange, Optional.empty()));
    }
    send(dialect.networkManagement(function, key.transmissionTime(), key.stan()));
  }

  private boolean conclude(Exchange exchange, Optional<ResponseCode> code) {
    synchronized (this) {
      if (outstanding != exchange) {
        return false;
      }
      outstanding = null;
      exchange.timeout.cancel();
    }
    exchange.done.accept(code);
    return true;
  }

  /** A network management message of ours that waits for its answer. */
  private static final class Exchange {
    final UpstreamKey key;
    final Consumer<Optional<ResponseCode>> done;
    LinkTimer.Handle timeout;

    Exchange(UpstreamKey key, Consumer<Optional<ResponseCode>> done) {
      this.key = key;
      this.done = done;
    }
  }
}
