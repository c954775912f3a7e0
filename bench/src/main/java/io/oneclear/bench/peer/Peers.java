package io.oneclear.bench.peer;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.HostPort;
import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.ground.Peer;
import io.oneclear.bench.peer.q2.Q2Acquirer;
import io.oneclear.bench.peer.q2.Sizes;
import io.oneclear.bench.peer.relay.AnsweringScheme;
import io.oneclear.bench.peer.relay.Relay;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Runs one peer, or the relay's far end, until it is told to stop. */
@Command(
    name = "peer",
    description =
        "Runs one of the programs OneClear is measured against. Prints READY terminals=HOST:PORT"
            + " (answering-scheme: READY scheme=HOST:PORT) and stays until SIGTERM.",
    mixinStandardHelpOptions = true)
public final class Peers implements Callable<Integer> {

  /** Which one. */
  enum Kind {
    /** A bare Netty relay: the ceiling. */
    RELAY,
    /** The far end of the relay, alone. */
    ANSWERING_SCHEME,
    /** An acquirer on jPOS Q2. */
    Q2;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final CommandLineOutput output;

  @Parameters(
      paramLabel = "PEER",
      converter = KindName.class,
      description = "relay, answering-scheme or q2")
  private Kind kind;

  @Option(names = "--port", defaultValue = "0", description = "for terminals; 0: any free one")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "var/demo",
      description =
          "data directory (${DEFAULT-VALUE}); demo/ in it is made as by 'serve --demo' if it is not"
              + " there")
  private Path data;

  @Option(
      names = "--terminals",
      defaultValue = "100",
      description = "least number of terminals in demo/terminals.csv")
  private int terminals;

  @Option(
      names = "--scheme",
      paramLabel = "HOST:PORT",
      description =
          "a running 'bench peer answering-scheme' (for relay) or 'oneclear scheme' on the same"
              + " data directory; without it the scheme runs in this process")
  private String scheme;

  @Option(
      names = "--sessions",
      defaultValue = "10000",
      description = "q2: transactions at a time (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--db-connections",
      defaultValue = "24",
      description = "q2: size of the database pool (${DEFAULT-VALUE})")
  private int databaseConnections;

  @Option(
      names = "--scheme-connections",
      defaultValue = "2",
      description = "q2: connections to the scheme (${DEFAULT-VALUE})")
  private int schemeConnections;

  public Peers(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Peer peer = start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      peer.close();
                      stopped.countDown();
                    }));
    output.line(
        "READY %s=127.0.0.1:%d"
            .formatted(kind == Kind.ANSWERING_SCHEME ? "scheme" : "terminals", peer.port()));
    stopped.await();
    return 0;
  }

  private Peer start() throws Exception {
    Optional<HostPort> beside = Optional.ofNullable(scheme).map(HostPort::parse);
    return switch (kind) {
      case RELAY -> Relay.start(ground(), port, beside);
      case ANSWERING_SCHEME -> AnsweringScheme.start(port);
      case Q2 ->
          Q2Acquirer.start(
              ground(), port, beside, new Sizes(sessions, databaseConnections, schemeConnections));
    };
  }

  private Ground ground() {
    return Ground.open(Installation.find(), new DataDirectory(data), terminals);
  }

  /** So that a kind is written as everything else on a command line. */
  private static final class KindName implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String text) {
      for (Kind kind : Kind.values()) {
        if (kind.toString().equals(text)) {
          return kind;
        }
      }
      throw new TypeConversionException(text + " is none of " + Arrays.toString(Kind.values()));
    }
  }
}
