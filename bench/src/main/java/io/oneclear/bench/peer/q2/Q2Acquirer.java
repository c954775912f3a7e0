package io.oneclear.bench.peer.q2;

import io.oneclear.app.config.HostPort;
import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.ground.Peer;
import io.oneclear.bench.peer.ground.SchemeSide;
import io.oneclear.security.KeyUsage;
import io.oneclear.simulator.scheme.SchemeConfig;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.MUX;
import org.jpos.q2.Q2;
import org.jpos.q2.iso.QMUX;
import org.jpos.util.NameRegistrar;

/** The acquirer on jPOS Q2 with its database and, behind a socket, the scheme simulator. */
public final class Q2Acquirer implements Peer {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** As OneClear's database has. */
  private static final int LOG_AHEAD = 1024;

  private final int port;
  private final Optional<SchemeSide> ownScheme;
  private final HostPort scheme;
  private final EmbeddedDatabase database;
  private final TransactionLog log;
  private final Q2 q2;

  private Q2Acquirer(Ground ground, int port, Optional<HostPort> beside, Sizes sizes)
      throws IOException, SQLException, ISOException {
    this.port = port == 0 ? freePort() : port;
    this.ownScheme = beside.isPresent() ? Optional.empty() : Optional.of(SchemeSide.start(ground));
    this.scheme = beside.orElseGet(() -> new HostPort("127.0.0.1", ownScheme.orElseThrow().port()));
    this.database =
        EmbeddedDatabase.start(
            EmbeddedConfig.in(ground.directory().postgres()).withLogAhead(LOG_AHEAD));
    this.log = TransactionLog.open(database.connection(), sizes.databaseConnections());
    services(ground).register();
    Path deploy = ground.directory().resolve(Path.of("peer", "deploy"));
    deploy(deploy, sizes);
    this.q2 =
        new Q2(
            new String[] {
              "-d", deploy.toString(), "--no-jfr", "--no-dynamic", "--no-shutdown-hook"
            });
    q2.start();
    if (!q2.ready(START.toMillis())) {
      throw new IOException("Q2 is not up within " + START);
    }
    signOnToScheme();
    awaitListener();
  }

  /**
   * Starts all of it and returns when a terminal can sign on.
   *
   * @param port for terminals; 0 for any free one
   * @param scheme a simulator of another process; empty to start one in this
   */
  public static Q2Acquirer start(Ground ground, int port, Optional<HostPort> scheme, Sizes sizes)
      throws IOException, SQLException, ISOException {
    return new Q2Acquirer(ground, port, scheme, sizes);
  }

  @Override
  public int port() {
    return port;
  }

  /** Where its rows are, in {@code peer.tranlog}. */
  public DatabaseConfig database() {
    return database.connection();
  }

  @Override
  public void close() {
    q2.stop();
    Services.unregister();
    log.close();
    database.close();
    ownScheme.ifPresent(SchemeSide::close);
  }

  private Services services(Ground ground) {
    return new Services(
        ground.module(),
        ground.vault(),
        ground.ceremony().wrap(KeyUsage.PIN_ENCRYPTION, ground.data().linkKeys().zpk()),
        ground.ceremony().wrap(KeyUsage.MAC, ground.data().linkKeys().zak()),
        log,
        new Numbers(ground.clock()),
        ground.clock());
  }

  private void deploy(Path directory, Sizes sizes) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> old = Files.list(directory)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    List<Integer> connections =
        IntStream.rangeClosed(1, sizes.schemeConnections()).boxed().toList();
    for (int number : connections) {
      String descriptor =
          descriptor("10_scheme_channel.xml")
              .replace("@number@", Integer.toString(number))
              .replace("@scheme.host@", scheme.host())
              .replace("@scheme.port@", Integer.toString(scheme.port()));
      Files.writeString(directory.resolve("10_scheme_channel_" + number + ".xml"), descriptor);
    }
    String ready =
        connections.stream()
            .map(number -> "scheme-" + number + ".ready")
            .collect(Collectors.joining(" "));
    for (String name :
        List.of("00_logger.xml", "20_scheme_mux.xml", "30_acquirer.xml", "40_terminals.xml")) {
      String descriptor =
          descriptor(name)
              .replace("@scheme.ready@", ready)
              .replace("@sessions@", Integer.toString(sizes.sessions()))
              .replace("@terminal.port@", Integer.toString(port));
      Files.writeString(directory.resolve(name), descriptor);
    }
  }

  private static String descriptor(String name) throws IOException {
    try (InputStream in = Q2Acquirer.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** 0820/001 as soon as a connection is there. */
  private void signOnToScheme() throws IOException, ISOException {
    MUX mux = NameRegistrar.getIfExists("mux.scheme");
    if (!(mux instanceof QMUX) || !await(mux::isConnected)) {
      throw new IOException("the scheme cannot be reached");
    }
    Numbers.Stamp stamp = Services.registered().numbers().next();
    ISOMsg signOn = new ISOMsg("0820");
    signOn.set(7, stamp.transmission());
    signOn.set(11, stamp.trace());
    signOn.set(33, SchemeConfig.DEFAULT_ACQUIRER);
    signOn.set(70, "001");
    ISOMsg answer = mux.request(signOn, TimeUnit.SECONDS.toMillis(5));
    if (answer == null || !"00".equals(answer.getString(39))) {
      throw new IOException("the scheme does not let us sign on");
    }
  }

  /** QServer listens on a thread of its own and says nothing when it does. */
  private void awaitListener() throws IOException {
    if (!await(this::listens)) {
      throw new IOException("nobody listens on port " + port);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
