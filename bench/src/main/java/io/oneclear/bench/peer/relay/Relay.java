package io.oneclear.bench.peer.relay;

import io.netty.channel.Channel;
import io.oneclear.app.config.HostPort;
import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.ground.Peer;
import java.util.Optional;

/** The relay; the scheme that answers it is always behind a socket. */
public final class Relay implements Peer {

  private final Loop loop = new Loop("relay-io");
  private final Optional<AnsweringScheme> own;
  private final Channel listener;

  private Relay(Ground ground, int port, Optional<HostPort> scheme) {
    own = scheme.isPresent() ? Optional.empty() : Optional.of(AnsweringScheme.start(0));
    HostPort address = scheme.orElseGet(() -> new HostPort("127.0.0.1", own.orElseThrow().port()));
    UnderWay underWay = new UnderWay();
    Channel upstream = loop.connect(address, new SchemeSide(underWay));
    TerminalSide terminals = new TerminalSide(underWay, new SignOns(ground), upstream);
    listener = loop.listen(port, () -> terminals);
  }

  /**
   * @param port for terminals; 0 for any free one
   * @param scheme an {@link AnsweringScheme} of another process; empty to start one in this
   */
  public static Relay start(Ground ground, int port, Optional<HostPort> scheme) {
    return new Relay(ground, port, scheme);
  }

  @Override
  public int port() {
    return Loop.port(listener);
  }

  @Override
  public void close() {
    loop.close();
    own.ifPresent(AnsweringScheme::close);
  }
}
