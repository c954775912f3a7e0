package io.oneclear.bench.peer.relay;

import io.netty.channel.Channel;
import io.oneclear.bench.peer.ground.Peer;

/** The far end of the relay. Its port is for relays, not for terminals. */
public final class AnsweringScheme implements Peer {

  private final Loop loop = new Loop("answering-scheme-io");
  private final Channel listener;

  private AnsweringScheme(int port) {
    listener = loop.listen(port, Approver::new);
  }

  /**
   * @param port to listen on; 0 for any free one
   */
  public static AnsweringScheme start(int port) {
    return new AnsweringScheme(port);
  }

  @Override
  public int port() {
    return Loop.port(listener);
  }

  @Override
  public void close() {
    loop.close();
  }
}
