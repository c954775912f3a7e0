package io.oneclear.simulator.scheme;

import io.oneclear.link.EventLoops;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameServer;
import io.oneclear.link.LengthPrefix;
import io.oneclear.link.LinkException;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.security.ClearKey;
import io.oneclear.simulator.scheme.key.KeyRing;
import io.oneclear.simulator.scheme.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A card scheme with all its issuers behind one socket, in the cups dialect. It decides on real
 * accounts, keeps its own books, and misbehaves where an amount or a rule says so. Its books are on
 * file before an answer leaves, and it starts again from them.
 */
public final class SchemeSimulator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemeSimulator.class);
  private static final DateTimeFormatter FIELD_7 = DateTimeFormatter.ofPattern("MMddHHmmss");
  private static final DateTimeFormatter FIELD_15 = DateTimeFormatter.ofPattern("MMdd");
  private static final int PEER_ANSWERS_WITHIN_SECONDS = 5;

  private final SchemeConfig config;
  private final Clock clock;
  private final RandomGenerator random;
  private final SchemeState state;
  private final IssuerDesk desk;
  private final SchemeSession.Parts parts;
  private final EventLoops loops;
  private final FrameServer server;
  private final List<FrameConnection> connections = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger trace = new AtomicInteger();

  private SchemeSimulator(
      SchemeConfig config, CupsDialect dialect, Clock clock, RandomGenerator random)
      throws IOException, LinkException {
    this.config = config;
    this.clock = clock;
    this.random = random;
    this.state = SchemeState.open(config, random);
    this.desk =
        new IssuerDesk(
            state.issuer(), state.books(), clock, state.clearingDate(), config, this::broken);
    this.parts =
        new SchemeSession.Parts(
            dialect,
            new SchemeMessages(state.keys(), state.directory()),
            state.keys(),
            desk,
            new SchemeStatistics.Counters());
    this.loops = EventLoops.start("scheme-io", 1);
    this.server =
        FrameServer.listen(
            loops,
            config.host(),
            config.port(),
            LengthPrefix.ASCII_4,
            () -> new SchemeSession(this, parts));
  }

  /**
   * Starts from its files, or fresh without them, and listens.
   *
   * @param dialect the cups dialect; the side it speaks for does not matter
   * @param random makes keys and the salt
   * @throws IOException if a file cannot be read or written
   * @throws LinkException if it cannot listen
   */
  public static SchemeSimulator start(
      SchemeConfig config, CupsDialect dialect, Clock clock, RandomGenerator random)
      throws IOException, LinkException {
    long began = System.nanoTime();
    SchemeSimulator scheme = new SchemeSimulator(config, dialect, clock, random);
    LOG.info(
        "scheme listens port={} clearingDate={} remembered={} startedInMillis={}",
        scheme.port(),
        scheme.clearingDate(),
        scheme.state.issuer().remembered(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    return scheme;
  }

  public int port() {
    return server.port();
  }

  /** The date it puts into field 15. */
  public LocalDate clearingDate() {
    return desk.clearingDate();
  }

  /** What the card has left, in fen. Refuses a card that is no customer. */
  public long balanceFen(Pan pan) {
    Account account = state.accounts().find(pan);
    if (account == null) {
      throw new IllegalArgumentException("no account for " + pan.masked());
    }
    return account.fen();
  }

  public SchemeStatistics statistics() {
    return parts.counters().snapshot();
  }

  /** Replaces the rules in force; a rules file that changes later replaces these. */
  public void rules(List<Rule> rules) {
    desk.rules(rules);
  }

  /**
   * Day-cut (日切): announces it (0820/201), moves its clearing date, and says it is over (0820/202).
   * Completes when both were answered, or were not within five seconds.
   */
  public CompletableFuture<Void> dayCut(LocalDate next) {
    if (!next.isAfter(clearingDate())) {
      throw new IllegalArgumentException(
          "the scheme's next clearing date: " + next + "; allowed: after " + clearingDate());
    }
    return askPeer(dayCutMessage("201", next))
        .handle((_, _) -> null)
        .thenAccept(_ -> desk.clearingDate(next))
        .thenCompose(_ -> askPeer(dayCutMessage("202", next)))
        .handle((_, _) -> null);
  }

  /**
   * Sends the acquirer a new working key (0800/101).
   *
   * @param pinKey true for the PIN key, false for the MAC key
   * @return field 39 of the answer
   */
  public CompletableFuture<String> resetKey(boolean pinKey) {
    if (connections.isEmpty()) {
      return CompletableFuture.failedFuture(new SchemeException("no acquirer is connected"));
    }
    return sendKeyReset(connections.getLast(), pinKey ? KeyRing.Kind.PIN : KeyRing.Kind.MAC);
  }

  /**
   * Writes the clearing file of a date that is over into the clearing directory. Written again, it
   * is the same to the byte.
   *
   * @throws SchemeException if the date is not over yet
   */
  public Path writeClearingFile(LocalDate date) throws IOException {
    if (!date.isBefore(clearingDate())) {
      throw new SchemeException(date + " is not over: the clearing date is " + clearingDate());
    }
    long until = desk.command(lines -> state.file(date, lines));
    return new ClearingFile(config.stateFile(), until, date, config.acquirerId())
        .writeInto(config.clearingDirectory());
  }

  /** Cuts every connection and goes on listening. */
  public void disconnectAll() {
    server.disconnectAll();
  }

  /** Stops listening, finishes what it has taken in, closes its files. */
  @Override
  public void close() {
    server.close();
    desk.close();
    loops.close();
  }

  void opened(FrameConnection connection) {
    if (connections.size() >= config.maxConnections()) {
      connection.close();
    } else {
      connections.add(connection);
    }
  }

  void closed(FrameConnection connection) {
    connections.remove(connection);
  }

  Duration lateBy() {
    return config.lateBy();
  }

  /** An answer to one of our own messages. */
  void answered(IsoMessage answer) {
    CompletableFuture<String> waiting = asked.remove(answer.text(7) + answer.text(11));
    if (waiting != null) {
      boolean macIsWrong = answer.has(128) && !state.keys().macMatches(answer);
      waiting.complete(macIsWrong || !answer.has(39) ? "A0" : answer.text(39));
    }
  }

  CompletableFuture<String> sendKeyReset(FrameConnection connection, KeyRing.Kind kind) {
    ClearKey key = ClearKey.randomDes(16, random);
    String cryptogram = desk.command(lines -> state.offerKey(kind, key, lines));
    return ask(connection, keyReset(kind, key, cryptogram))
        .thenApply(
            code -> {
              if (code.equals("00")) {
                desk.command(lines -> state.acceptKey(kind, lines));
              }
              return code;
            });
  }

  private IsoMessage keyReset(KeyRing.Kind kind, ClearKey key, String cryptogram) {
    IsoMessage message =
        ours(Mti.MANAGEMENT)
            .set(48, "NK" + cryptogram)
            .set(53, kind.securityInfo())
            .set(70, "101")
            .set(96, Arrays.copyOf(key.kcv(), 8))
            .set(100, config.acquirerId());
    byte[] mac = state.keys().macOfReset(kind, message);
    return message.set(128, new String(mac, StandardCharsets.US_ASCII));
  }

  private IsoMessage dayCutMessage(String function, LocalDate next) {
    return ours(Mti.MANAGEMENT_ADVICE)
        .set(15, next.format(FIELD_15))
        .set(70, function)
        .set(100, config.acquirerId());
  }

  private IsoMessage ours(Mti mti) {
    String f11 = SchemeMessages.fixed(trace.incrementAndGet() % 1_000_000, 6);
    String f7 = clock.instant().atZone(clock.getZone()).format(FIELD_7);
    return new IsoMessage(mti).set(7, f7).set(11, f11);
  }

  private CompletableFuture<String> askPeer(IsoMessage message) {
    return connections.isEmpty()
        ? CompletableFuture.failedFuture(new SchemeException("no acquirer is connected"))
        : ask(connections.getLast(), message);
  }

  private CompletableFuture<String> ask(FrameConnection connection, IsoMessage message) {
    String key = message.text(7) + message.text(11);
    CompletableFuture<String> answer = new CompletableFuture<>();
    asked.put(key, answer);
    connection.send(
        parts.dialect().encode(CupsHeader.of(config.acquirerId(), config.schemeId()), message));
    return answer
        .orTimeout(PEER_ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)
        .whenComplete((_, _) -> asked.remove(key));
  }

  /** Without books there are no answers: better no scheme than one that forgets. */
  private void broken() {
    Thread.ofVirtual().start(server::close);
  }
}
