package io.oneclear.app.wiring;

import io.oneclear.app.config.ConfigException;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.metrics.Meters;
import io.oneclear.console.ConsoleServer;
import io.oneclear.link.EventLoops;
import io.oneclear.link.LinkListener;
import io.oneclear.link.LinkPorts;
import io.oneclear.link.SchemeLink;
import io.oneclear.link.SchemeLinkConfig;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.PostgresTerminals;
import io.oneclear.store.Registry;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.store.journal.PostgresJournal;
import io.oneclear.switching.Links;
import io.oneclear.switching.stamp.LocalTimes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running system, built in reading order. Each part has an {@code open} and a {@code close};
 * closing what is not open does nothing. Not for several threads at once except as {@code
 * synchronized} makes it so: parts are opened and closed by one hand.
 */
public final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final int COMPLETION_THREADS = 2;

  private final Setup setup;
  private final OneClearConfig config;
  private final SecureRandom random = new SecureRandom();
  private final Meters meters = new Meters();
  private final Timers timers = new Timers();
  private final EventLoops loops;
  private final ExecutorService completions = threads("completion");
  private final ExecutorService blocking = threads("blocking");

  private EmbeddedDatabase embedded;
  private Database database;
  private Registry registry;
  private SecurityModule module;
  private PostgresTerminals terminals;
  private PostgresJournal journal;

  private final Links links = new Links();
  private final Map<String, SchemeLink> schemeLinks = new TreeMap<>();

  private ConsoleServer console;

  public Wiring(Setup setup) {
    this.setup = setup;
    this.config = setup.config();
    this.loops = EventLoops.start("oneclear-io", config.eventLoops());
    setup.data().prepare();
  }

  private static ExecutorService threads(String name) {
    return Executors.newFixedThreadPool(
        COMPLETION_THREADS, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }

  // --- the database and what is loaded from it -------------------------------------------------

  public synchronized void openStore() {
    database = Database.open(databaseConfig());
    registry = new Registry(database);
    registry.openFirstDay(LocalTimes.day(setup.clock().instant()));

    MasterKeys keys = MasterKeys.load(setup, random);
    module =
        new SoftwareSecurityModule(
            keys.lmk(), new SoftwareModuleConfig(config.security().maxOpenKeys()), random);
    setup.seed().plant(registry, new KeyCeremony(keys.lmk(), random));

    terminals = PostgresTerminals.open(database, completions, setup.clock());
    journal =
        PostgresJournal.open(
            database,
            config.journal().of(config.node()),
            meters.journal(),
            completions,
            setup.clock());
  }

  private DatabaseConfig databaseConfig() {
    if (!config.database().embedded()) {
      return config.database().external();
    }
    embedded = EmbeddedDatabase.start(EmbeddedConfig.in(setup.data().postgres()));
    DatabaseConfig at = embedded.connection();
    return config.database().at(at.url(), at.user(), at.password());
  }

  public synchronized void closeStore() {
    close("journal", journal);
    close("terminals", terminals);
    close("database", database);
    close("embedded database", embedded);
    journal = null;
    terminals = null;
    database = null;
    embedded = null;
  }

  // --- links to schemes ------------------------------------------------------------------------

  /**
   * @param name a section of {@code links} in the configuration
   */
  public synchronized void openLink(String name) {
    SchemeLinkConfig section = config.links().get(name);
    if (section == null) {
      throw new ConfigException(
          "a descriptor asks for link '%s', but the configuration has %s under links"
              .formatted(name, config.links().keySet()));
    }
    LinkKeyRing keys = new LinkKeyRing(name, module, registry, blocking, setup.clock());
    LinkPorts ports =
        new LinkPorts(setup.clock(), timers.forLink(), random, keys, listener(name), meters.link());
    SchemeLink link = new SchemeLink(section, loops, ports);
    schemeLinks.put(name, link);
    links.add(new SchemeUpstream(link, keys));
    link.start();
  }

  private static LinkListener listener(String name) {
    return new LinkListener() {
      @Override
      public void availability(boolean available) {
        LOG.info("link={} {}", name, available ? "up" : "down");
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
      waitFor("link " + name, link.stop(DRAIN));
      links.remove(name);
    }
  }

  // --- terminals -------------------------------------------------------------------------------

  public synchronized void openTerminals() {}

  public synchronized void closeTerminals() {}

  // --- the end of day --------------------------------------------------------------------------

  public synchronized void openSettlement() {}

  public synchronized void closeSettlement() {}

  // --- HTTP ------------------------------------------------------------------------------------

  public synchronized void openConsole() {}

  public synchronized void closeConsole() {
    close("console", console);
    console = null;
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
    completions.shutdown();
    blocking.shutdown();
    meters.close();
  }

  private static void waitFor(String what, CompletableFuture<Void> stopped) {
    try {
      stopped.get(DRAIN.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.warn("{} did not stop in order", what, e);
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
