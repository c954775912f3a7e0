package io.oneclear.bench.peer.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.oneclear.app.config.HostPort;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One thread that moves frames, over epoll where it is there. */
final class Loop implements AutoCloseable {

  private static final int BACKLOG = 4_096;

  private final EventLoopGroup group;

  Loop(String name) {
    group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory(name, true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  Channel listen(int port, Supplier<ChannelHandler> handlers) {
    Class<? extends ServerChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    return new ServerBootstrap()
        .group(group)
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(framed(handlers))
        .bind("127.0.0.1", port)
        .syncUninterruptibly()
        .channel();
  }

  Channel connect(HostPort address, ChannelHandler handler) {
    Class<? extends SocketChannel> type =
        Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    return new Bootstrap()
        .group(group)
        .channel(type)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(framed(() -> handler))
        .connect(address.host(), address.port())
        .syncUninterruptibly()
        .channel();
  }

  static int port(Channel listener) {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static ChannelInitializer<Channel> framed(Supplier<ChannelHandler> handlers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        Frames.install(channel.pipeline());
        channel.pipeline().addLast(handlers.get());
      }
    };
  }
}
