package io.oneclear.app.wiring;

import io.oneclear.app.config.ConfigException;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.config.OneClearConfig.LinkSection;
import io.oneclear.app.metrics.Meters;
import io.oneclear.console.ConsoleServer;
import io.oneclear.link.EventLoops;
import io.oneclear.link.LinkException;
import io.oneclear.link.TerminalFrontEnd;
import io.oneclear.link.scheme.LinkListener;
import io.oneclear.link.scheme.LinkPorts;
import io.oneclear.link.scheme.SchemeLink;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.security.HistorySeal;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.PanProtection;
import io.oneclear.settlement.Settlement;
import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.PostgresTerminals;
import io.oneclear.store.Registry;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.store.journal.PostgresJournal;
import io.oneclear.switching.Links;
import io.oneclear.switching.Router;
import io.oneclear.switching.Switch;
import io.oneclear.switching.SwitchParts;
import io.oneclear.switching.forward.Recovery;
import io.oneclear.switching.forward.StoreAndForward;
import io.oneclear.switching.stamp.LocalTimes;
import io.oneclear.switching.stamp.NumberClock;
import io.oneclear.switching.stamp.Rrns;
import io.oneclear.switching.stamp.TransactionIds;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running system, built in reading order. Each part has an {@code open} and a {@code close};
 * closing what is not open does nothing. One hand opens and closes at a time.
 */
public final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final Setup setup;
  private final OneClearConfig config;
  private final Clock clock;
  private final NumberClock numbers;
  private final SecureRandom random = new SecureRandom();
  private final Dialects dialects;
  private final Meters meters = new Meters();
  private final Timers timers = new Timers();
  private final EventLoops loops;
  private final ExecutorService blocking =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("blocking-", 0).factory());

  private EmbeddedDatabase embedded;
  private Database database;
  private Registry registry;
  private WatchedModule security;
  private PanProtection pans;
  private PostgresTerminals terminals;
  private PostgresJournal journal;

  private final Links links = new Links();
  private final Map<String, SchemeLink> schemeLinks = new TreeMap<>();
  private final CountDownLatch linked = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private StoreAndForward storeAndForward;
  private TerminalFrontEnd frontEnd;
  private Settlement settlement;
  private SettlementClock settlementClock;
  private ConsoleServer console;

  public Wiring(Setup setup) {
    this.setup = setup;
    this.config = setup.config();
    this.clock = setup.clock();
    this.numbers = new NumberClock(clock);
    this.dialects = Dialects.load(setup.installation());
    setup.data().prepare();
    this.loops = EventLoops.start("io", config.eventLoops());
    meters.gauge(
        "oneclear.buffers.bytes",
        "Held outside the heap by the buffers of sockets",
        EventLoops::bufferBytes);
  }

  // --- the database and what is loaded from it -------------------------------------------------

  public synchronized void openStore() {
    MasterKeys keys = MasterKeys.load(setup, random);
    database = Database.open(databaseConfig(), new HistorySeal(keys.lmk())::mac);
    registry = new Registry(database);
    registry.openFirstDay(LocalTimes.day(clock.instant()));

    security = new WatchedModule(setup, keys.lmk(), random, timers);
    security.watch(blocking, meters.switching(), ended);
    pans = PanProtection.of(keys.panSecret(), random);
    setup.seed().plant(registry, new KeyCeremony(keys.lmk(), random));

    terminals = PostgresTerminals.open(database, loops::here, clock);
    journal =
        PostgresJournal.open(
            database, config.journal().of(config.node()), meters.journal(), loops::here, numbers);
    var _ =
        journal
            .replaced()
            .thenRun(() -> ended.complete("another process runs as node " + config.node()));
    settlement = Books.settlement(setup.installation(), config, setup.data(), database, clock);
  }

  private DatabaseConfig databaseConfig() {
    if (!config.database().embedded()) {
      return config.database().external();
    }
    EmbeddedConfig postgres =
        EmbeddedConfig.in(setup.data().postgres()).withLogAhead(config.database().logAhead());
    embedded =
        config.database().join()
            ? EmbeddedDatabase.startOrJoin(postgres)
            : EmbeddedDatabase.start(postgres);
    DatabaseConfig at = embedded.connection();
    return config.database().at(at.url(), at.user(), at.password());
  }

  public synchronized void closeStore() {
    close("journal", journal);
    close("terminals", terminals);
    close("security module", security);
    close("database", database);
    close("embedded database", embedded);
    journal = null;
    terminals = null;
    settlement = null;
    database = null;
    embedded = null;
  }

  // --- links to schemes ------------------------------------------------------------------------

  /**
   * Connects to a scheme.
   *
   * @param name a section of {@code links} in the configuration
   */
  public synchronized void openLink(String name) {
    LinkSection section = config.links().get(name);
    if (section == null) {
      throw new ConfigException(
          "a descriptor asks for link '%s', but the configuration has %s under links"
              .formatted(name, config.links().keySet()));
    }
    new TraceRanges(database).claim(config.node(), section.link());
    CupsDialect dialect = new CupsDialect(dialects.cups(), section.dialect());
    LinkKeyRing keys = new LinkKeyRing(name, security.module(), registry, blocking, clock);
    LinkPorts ports =
        new LinkPorts(numbers, timers.forLink(), random, keys, listener(name), meters.link());
    SchemeLink link = new SchemeLink(section.link(), dialect, loops, ports);
    terminals.onLinkKeys(name, keys::refresh);
    schemeLinks.put(name, link);
    links.add(new SchemeUpstream(link, keys));
    link.start();
  }

  private LinkListener listener(String name) {
    return new LinkListener() {
      @Override
      public void availability(boolean available) {
        LOG.info("link={} {}", name, available ? "up" : "down");
        if (available) {
          linked.countDown();
        }
      }

      @Override
      public void alarm(String text) {
        LOG.warn("link={} {}", name, text);
      }
    };
  }

  /** Takes no more requests, waits for those under way, disconnects. */
  public synchronized void closeLink(String name) {
    SchemeLink link = schemeLinks.remove(name);
    if (link != null) {
      close("link", () -> waitFor("link " + name, link.stop(DRAIN), DRAIN.plusSeconds(5)));
      links.remove(name);
    }
  }

  // --- terminals -------------------------------------------------------------------------------

  /** What an earlier life left undecided is undone before the first terminal is let in. */
  public synchronized void openTerminals() {
    Router router = new Router(OneClearConfig.bins(setup.installation()), links);
    Switch theSwitch =
        new Switch(
            config.switching(),
            new SwitchParts(
                new PosDialect(dialects.pos(), dialects.posOptions()),
                terminals,
                journal,
                security.module(),
                pans,
                router,
                links,
                new TransactionIds(config.node(), numbers),
                new Rrns(config.node(), numbers),
                timers.forSwitch(),
                clock,
                meters.switching()));

    waitFor("recovery", new Recovery(journal, links).run(), RECOVERY);

    storeAndForward =
        new StoreAndForward(
            config.storeAndForward(),
            new StoreAndForward.Parts(
                journal,
                links,
                terminals,
                pans,
                timers.forSwitch(),
                clock,
                random,
                meters.switching()));
    storeAndForward.start();

    try {
      frontEnd =
          TerminalFrontEnd.start(
              OpenFiles.fit(config.terminals()),
              loops,
              call -> theSwitch.handle(call.frame(), new TerminalReply(call)),
              meters.frontEnd());
    } catch (LinkException e) {
      throw new ConfigException(
          "terminals: %s: %s; is the port in use?"
              .formatted(e.getMessage(), e.getCause().getMessage()),
          e);
    }
  }

  /** Lets what is under way be answered, then closes the connections. */
  public synchronized void closeTerminals() {
    if (frontEnd != null) {
      TerminalFrontEnd listener = frontEnd;
      frontEnd = null;
      close("terminals", () -> waitFor("terminals", listener.drain(DRAIN), DRAIN.plusSeconds(5)));
      listener.close();
    }
    if (storeAndForward != null) {
      storeAndForward.stop();
      storeAndForward = null;
    }
  }

  // --- the end of day --------------------------------------------------------------------------

  public synchronized void openSettlement() {
    if (config.settlement().automatic()) {
      settlementClock = new SettlementClock(settlement, config.settlement(), clock);
      settlementClock.start();
    }
  }

  public synchronized void closeSettlement() {
    close("settlement", settlementClock);
    settlementClock = null;
  }

  // --- HTTP ------------------------------------------------------------------------------------

  public synchronized void openConsole() {
    NodeView view = new NodeView(database, security::works, links, settlement);
    BusinessMeters.register(meters, view);
    console =
        ConsoleServer.start(
            config.console(),
            view,
            meters::scrape,
            setup.data().resolve(config.settlement().out()));
  }

  public synchronized void closeConsole() {
    close("console", console);
    console = null;
  }

  // --- what others ask of it -------------------------------------------------------------------

  /** {@code HOST:PORT} of the terminals' listener; empty if it is not open. */
  public synchronized Optional<String> terminalsAddress() {
    return Optional.ofNullable(frontEnd)
        .map(listener -> config.terminals().host() + ":" + listener.port());
  }

  public synchronized Optional<String> consoleUrl() {
    return Optional.ofNullable(console).map(ConsoleServer::url);
  }

  /**
   * Waits until a link can carry a transaction.
   *
   * @throws IllegalStateException if none can within {@code limit}
   */
  public void awaitLink(Duration limit) {
    try {
      if (!linked.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "no link to a scheme came up within " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a link", e);
    }
  }

  /** Completes, with why, when this node can no longer serve and its process should end. */
  public CompletableFuture<String> ended() {
    return ended.copy();
  }

  /** The database, once the store is open. */
  public synchronized Database database() {
    return database;
  }

  /** The end of day, once the store is open. */
  public synchronized Settlement settlement() {
    return settlement;
  }

  // --- all of it -------------------------------------------------------------------------------

  /** Closes whatever is open, what was opened last first. */
  @Override
  public synchronized void close() {
    closeConsole();
    closeSettlement();
    closeTerminals();
    Map.copyOf(schemeLinks).keySet().forEach(this::closeLink);
    closeStore();
    loops.close();
    timers.close();
    blocking.shutdown();
    meters.close();
  }

  /** Waits for something that must not fail. */
  private static void waitFor(String what, CompletableFuture<?> done, Duration limit) {
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(what + " was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(what + " did not end: " + e.getMessage(), e);
    }
  }

  private static void close(String what, AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      // Closing goes on: the next part must not stay open because this one would not close.
      LOG.warn("{} did not close in order", what, e);
    }
  }
}
