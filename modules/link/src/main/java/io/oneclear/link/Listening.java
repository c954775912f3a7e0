package io.oneclear.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** Binds a listener, or says why not. */
final class Listening {

  private Listening() {}

  static Channel bind(ServerBootstrap bootstrap, String host, int port) throws LinkException {
    ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new LinkException("cannot listen on " + host + ":" + port, bound.cause());
    }
    return bound.channel();
  }
}
