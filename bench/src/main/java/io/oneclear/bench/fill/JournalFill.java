package io.oneclear.bench.fill;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.demo.DemoNode;
import io.oneclear.app.demo.DemoOptions;
import io.oneclear.app.demo.DemoSize;
import io.oneclear.app.wiring.Books;
import io.oneclear.bench.process.BenchException;
import io.oneclear.link.scheme.SchemeLinkConfig;
import io.oneclear.merchant.CardProduct;
import io.oneclear.security.MasterKey;
import io.oneclear.security.PanProtection;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoFiles;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Makes a demo's data directory and fills its journal. A node runs there once, empty, and leaves
 * keys, merchants, terminals and an open day. Whoever is in the way of half a journal deletes the
 * directory: nothing here goes on where another left off.
 */
public final class JournalFill {

  /** Rows of one unit of work. */
  private static final int PIECE = 20_000;

  private static final String LINK = "unionpay";

  /** How often each card's number is encrypted: no two transactions have the same ciphertext. */
  private static final int CIPHERS_A_CARD = 100;

  private final FillOrder order;
  private final Installation installation;
  private final DataDirectory data;
  private final OneClearConfig config;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong done = new AtomicLong();

  private JournalFill(FillOrder order, Installation installation, DataDirectory data) {
    this.order = order;
    this.installation = installation;
    this.data = data;
    this.config = OneClearConfig.read(installation, Map.of());
  }

  /**
   * @param data a new directory
   * @param progress hears how many rows are in; from any thread
   */
  public static Filled run(
      FillOrder order, Installation installation, DataDirectory data, LongConsumer progress)
      throws IOException, InterruptedException {
    JournalFill fill = new JournalFill(order, installation, data);
    Filled filled = fill.run(progress);
    filled.write(data.root());
    return filled;
  }

  private Filled run(LongConsumer progress) throws IOException, InterruptedException {
    DemoSize size = new DemoSize(order.terminals(), order.merchants());
    DemoNode.start(installation, data, DemoOptions.onFreePorts().ofSize(size)).close();
    try (EmbeddedDatabase server = EmbeddedDatabase.start(EmbeddedConfig.in(data.postgres()));
        Connection owner = connect(server)) {
      JournalTables tables = new JournalTables(owner);
      Past past = past(tables.openDay());
      tables.prepare(past.firstDay(), past.openDay());
      long began = System.nanoTime();
      write(past, server, progress);
      long written = System.nanoTime();
      tables.settle();
      return new Filled(
          order,
          (written - began) / 1e9,
          (System.nanoTime() - written) / 1e9,
          tables.tableBytes(),
          tables.indexBytes());
    } catch (SQLException e) {
      throw new BenchException("the journal cannot be filled: " + e.getMessage(), e);
    }
  }

  private static Connection connect(EmbeddedDatabase server) throws SQLException {
    DatabaseConfig at = server.connection();
    return DriverManager.getConnection(at.url(), at.user(), at.password());
  }

  private Past past(LocalDate openDay) throws IOException {
    List<DemoTerminal> terminals = DemoFiles.terminals(data.demo().resolve("terminals.csv"));
    SchemeLinkConfig link = config.links().get(LINK).link();
    return new Past(
        order,
        openDay,
        terminals.subList(0, order.terminals()),
        cards(),
        new Past.Link(LINK, link.acquirer(), link.forwarder()));
  }

  private List<Past.Card> cards() throws IOException {
    MasterKey secret = MasterKey.load(data.resolve(config.security().panSecret()));
    PanProtection protection = PanProtection.of(secret, new SecureRandom());
    List<Past.Card> cards = new ArrayList<>();
    for (DemoCard card : DemoFiles.cards(data.demo().resolve("cards.csv"))) {
      CardProduct product = CardProduct.valueOf(card.product().name());
      for (int i = 0; i < CIPHERS_A_CARD; i++) {
        cards.add(new Past.Card(protection.protect(card.pan()), product, card.expiry()));
      }
    }
    return cards;
  }

  private void write(Past past, EmbeddedDatabase server, LongConsumer progress)
      throws InterruptedException {
    List<Future<?>> lanes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(order.lanes())) {
      for (int node = 1; node <= order.lanes(); node++) {
        Purchases purchases = new Purchases(past, node);
        lanes.add(
            threads.submit(
                () -> {
                  lane(purchases, server, progress);
                  return null;
                }));
      }
    }
    for (Future<?> lane : lanes) {
      try {
        lane.get();
      } catch (ExecutionException e) {
        throw new BenchException("the journal cannot be filled: " + e.getCause().getMessage(), e);
      }
    }
  }

  private void lane(Purchases purchases, EmbeddedDatabase server, LongConsumer progress)
      throws SQLException {
    boolean through = false;
    try (Connection connection = connect(server)) {
      Lane lane = new Lane(connection, Books.sealKey(config, data), purchases);
      for (long from = next.getAndAdd(PIECE); from < order.rows(); from = next.getAndAdd(PIECE)) {
        long until = Math.min(order.rows(), from + PIECE);
        lane.write(from, until);
        progress.accept(done.addAndGet(until - from));
      }
      through = true;
    } finally {
      if (!through) {
        // The others need not go on.
        next.set(order.rows());
      }
    }
  }
}
