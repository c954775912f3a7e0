package io.oneclear.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * A plain listener for frames: the other side in simulators and tests. It trusts its clients; the
 * guarded one is {@link TerminalFrontEnd}.
 */
public final class FrameServer implements AutoCloseable {

  private final Channel listener;
  private final ChannelGroup connections;

  private FrameServer(Channel listener, ChannelGroup connections) {
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Binds and listens.
   *
   * @param port 0 lets the system choose
   * @param handlers gives each new connection its handler
   */
  public static FrameServer listen(
      EventLoops loops, String host, int port, LengthPrefix prefix, Supplier<FrameHandler> handlers)
      throws LinkException {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.listening())
            .option(ChannelOption.SO_BACKLOG, 4_096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    FrameChannel.install(
                        channel.pipeline(), loops, prefix, prefix.maxFrameBytes(), handlers.get());
                  }
                });
    return new FrameServer(Listening.bind(bootstrap, host, port), connections);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Cuts every connection and goes on listening. */
  public void disconnectAll() {
    connections.disconnect().awaitUninterruptibly();
  }

  /** Stops listening and cuts every connection. Not to be called on an event loop. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
  }
}
