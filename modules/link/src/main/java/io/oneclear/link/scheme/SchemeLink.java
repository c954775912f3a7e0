package io.oneclear.link.scheme;

import io.oneclear.link.EventLoops;
import io.oneclear.link.FrameClient;
import io.oneclear.link.LengthPrefix;
import io.oneclear.link.matching.LinkResult;
import io.oneclear.link.matching.PendingRequests;
import io.oneclear.link.matching.UpstreamKeys;
import io.oneclear.link.scheme.LinkMetrics.Disconnect;
import io.oneclear.link.scheme.LinkMetrics.NotSentReason;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link to a scheme that speaks the {@code cups} dialect: keeps its connections up and signed on,
 * and gets every request exactly one {@link LinkResult}.
 *
 * <p>A request goes out on the next signed-on connection that takes bytes, if it can be on one of
 * the calling thread; its answer may come on any. With nothing to send it on, or too much in
 * flight, it is {@code NotSent} at once: nothing queues here. When a connection breaks, what was
 * sent on it is {@code TimedOut} at once, or as soon as the answers that came before its end have
 * been checked.
 */
public final class SchemeLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemeLink.class);

  private static final String NOT_WRITABLE = "the scheme does not take what is written";

  private final SchemeLinkConfig config;
  private final CupsDialect dialect;
  private final CupsHeader header;
  private final LinkPorts ports;
  private final UpstreamKeys keys;
  private final PendingRequests pending;
  private final IncomingMessages incoming;
  private final FrameClient client;
  private final List<LinkSlot> slots = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private volatile List<LinkSession> signedOn = List.of();
  private volatile boolean stopping;

  public SchemeLink(
      SchemeLinkConfig config, CupsDialect dialect, EventLoops loops, LinkPorts ports) {
    this.config = config;
    this.dialect = dialect;
    this.header = dialect.header();
    this.ports = ports;
    this.keys =
        new UpstreamKeys(
            ports.clock(),
            config.acquirer(),
            config.forwarder(),
            config.firstStan(),
            config.lastStan());
    this.pending =
        new PendingRequests(
            new PendingRequests.Limits(
                config.maxInFlight(),
                config.requestTimeout(),
                config.lateWindow(),
                config.maxRemembered()),
            ports.timer(),
            this::endedWithoutAnswer);
    this.incoming = new IncomingMessages(config, dialect, ports, pending);
    this.client =
        new FrameClient(
            loops, LengthPrefix.ASCII_4, config.maxFrameBytes(), config.connectTimeout());
    for (int i = 0; i < config.connections(); i++) {
      slots.add(new LinkSlot(config, ports.timer(), ports.random(), this::connect));
    }
  }

  /** Begins to connect, and keeps connected until {@link #stop}. */
  public void start() {
    slots.forEach(LinkSlot::start);
  }

  public String name() {
    return config.name();
  }

  /** True if a connection is signed on. */
  public boolean available() {
    return !stopping && !signedOn.isEmpty();
  }

  /** Requests without a result yet. */
  public int inFlight() {
    return pending.inFlight();
  }

  /** A fresh identity for a message on this link. */
  public UpstreamKey nextKey() {
    return keys.next();
  }

  /** Who is told of answers that come after their time-out, or twice, or to nobody's request. */
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    incoming.onLateAnswer(listener);
  }

  /** Sends and waits. The future never fails: every ending is a {@link LinkResult}. */
  public CompletableFuture<LinkResult> send(UpstreamRequest request) {
    if (!available()) {
      return notSent(NotSentReason.UNAVAILABLE, "link not signed on");
    }
    if (pick() == null) {
      return notSent(NotSentReason.NOT_WRITABLE, NOT_WRITABLE);
    }
    IsoMessage message;
    try {
      message = dialect.toMessage(request);
    } catch (RuntimeException e) {
      LOG.error(
          "link {}: {} cannot be encoded: {}", name(), request.type(), e.getClass().getName());
      return notSent(NotSentReason.NOT_ENCODABLE, "request cannot be encoded");
    }
    CompletableFuture<LinkResult> result = new CompletableFuture<>();
    UpstreamKey key = request.key();
    return switch (pending.open(key, message.mti().answer(), result)) {
      case FULL -> notSent(NotSentReason.IN_FLIGHT_FULL, "too many requests in flight");
      case ALREADY_OPEN ->
          notSent(NotSentReason.ALREADY_OPEN, "a request with this identity is in flight");
      case OPENED -> {
        var _ =
            IncomingMessages.ask(() -> ports.security().mac(message))
                .whenComplete((mac, failure) -> dispatch(key, message, mac, failure));
        yield result;
      }
    };
  }

  private void dispatch(UpstreamKey key, IsoMessage message, byte[] mac, Throwable failure) {
    if (failure != null) {
      incoming.alarm("no MAC for a request: " + failure.getClass().getName());
      withdraw(key, NotSentReason.SECURITY_FAILED, "security module failed");
      return;
    }
    byte[] frame;
    try {
      message.set(IncomingMessages.MAC_FIELD, IncomingMessages.hex(mac));
      frame = dialect.encode(header, message);
    } catch (RuntimeException e) {
      LOG.error("link {}: {} cannot be encoded: {}", name(), message, e.getClass().getName());
      withdraw(key, NotSentReason.NOT_ENCODABLE, "request cannot be encoded");
      return;
    }
    LinkSession session = pick();
    if (session == null && signedOn.isEmpty()) {
      withdraw(key, NotSentReason.TOO_LATE, "link lost before the request was written");
    } else if (session == null) {
      withdraw(key, NotSentReason.NOT_WRITABLE, NOT_WRITABLE);
    } else if (pending.sent(key, session)) {
      if (session.send(frame)) {
        ports.metrics().requestSent(name());
      } else {
        withdraw(key, NotSentReason.TOO_LATE, "link lost before the request was written");
      }
    }
  }

  private void withdraw(UpstreamKey key, NotSentReason reason, String text) {
    if (pending.withdraw(key, text)) {
      ports.metrics().notSent(name(), reason);
    }
  }

  private LinkSession pick() {
    List<LinkSession> now = signedOn;
    int first = next.getAndIncrement();
    LinkSession elsewhere = null;
    for (int i = 0; i < now.size(); i++) {
      LinkSession session = now.get(Math.floorMod(first + i, now.size()));
      if (session.isWritable()) {
        if (session.isHere()) {
          return session;
        }
        elsewhere = elsewhere == null ? session : elsewhere;
      }
    }
    return elsewhere;
  }

  private CompletableFuture<LinkResult> notSent(NotSentReason reason, String text) {
    ports.metrics().notSent(name(), reason);
    return CompletableFuture.completedFuture(new LinkResult.NotSent(text));
  }

  private void endedWithoutAnswer(LinkResult result) {
    switch (result) {
      case LinkResult.TimedOut _ -> ports.metrics().timedOut(name());
      case LinkResult.NotSent _ -> ports.metrics().notSent(name(), NotSentReason.TOO_LATE);
      case LinkResult.Answered _ -> throw new IllegalStateException("an answer is no lack of one");
    }
  }

  private LinkSession connect(LinkSlot slot) {
    LinkSession session =
        new LinkSession(config, dialect, ports.timer(), keys, new SessionOwner(slot));
    session.connect(client);
    return session;
  }

  /** Changes the signed-on connections and tells of it, in the order it happens. */
  private synchronized void changeSignedOn(LinkSession session, boolean up) {
    boolean before = available();
    List<LinkSession> changed = new ArrayList<>(signedOn);
    if (up) {
      if (session.hasEnded()) {
        return; // its end is about to be told, or has been
      }
      changed.add(session);
    } else {
      changed.remove(session);
    }
    signedOn = List.copyOf(changed);
    ports.metrics().signedOn(name(), changed.size());
    if (available() != before) {
      ports.listener().availability(available());
    }
  }

  /**
   * Takes no more requests, lets those in flight end, signs off and disconnects. What is still
   * waiting after {@code deadline} ends as timed out.
   */
  public CompletableFuture<Void> stop(Duration deadline) {
    if (available()) {
      ports.listener().availability(false);
    }
    stopping = true;
    CompletableFuture<Void> quiet = pending.none();
    var timer = ports.timer().after(deadline, () -> quiet.complete(null));
    return quiet.thenCompose(
        _ -> {
          timer.cancel();
          return stopSlots(true);
        });
  }

  private CompletableFuture<Void> stopSlots(boolean signOff) {
    CompletableFuture<?>[] stopped =
        slots.stream().map(slot -> slot.stop(signOff)).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(stopped).thenRun(pending::endAll);
  }

  /** Disconnects at once; what was sent ends as timed out. */
  @Override
  public void close() {
    stopping = true;
    var _ = stopSlots(false);
  }

  /** Stands between one slot's session and the link. */
  private final class SessionOwner implements LinkSession.Owner {

    private final LinkSlot slot;

    SessionOwner(LinkSlot slot) {
      this.slot = slot;
    }

    @Override
    public void signedOn(LinkSession session) {
      LOG.info("link {}: signed on at {}:{}", name(), config.host(), config.port());
      changeSignedOn(session, true);
    }

    @Override
    public void ended(LinkSession session, Disconnect reason) {
      LOG.info("link {}: disconnected, {}", name(), reason);
      ports.metrics().disconnected(name(), reason);
      changeSignedOn(session, false);
      session.whenChecked(() -> pending.lost(session));
      slot.ended(session);
    }

    @Override
    public void received(LinkSession session, byte[] frame) {
      incoming.received(session, frame);
    }

    @Override
    public void alarm(String text) {
      incoming.alarm(text);
    }
  }
}
