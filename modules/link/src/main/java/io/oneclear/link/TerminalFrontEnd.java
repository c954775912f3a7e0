package io.oneclear.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener for terminals: two-byte length and frame, many terminals on one connection, every
 * answer back on the connection its request came from, in whatever order the answers are ready.
 * Whatever a client sends or fails to read costs at most its own connection.
 */
public final class TerminalFrontEnd implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TerminalFrontEnd.class);

  /**
   * The system would let it grow to megabytes, so much would each client cost that does not read,
   * and so long would it go unnoticed. Answers are hundreds of bytes.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  // One that sends as fast as it can holds up everybody else of its event loop for a few
  // milliseconds at a time, and not for a megabyte of frames.
  private static final int FIRST_READ_BYTES = 2_048;
  private static final int LONGEST_READ_BYTES = 8_192;
  private static final int READS_A_TURN = 2;

  private final FrontEndConfig config;
  private final EventLoops loops;
  private final TerminalHandler handler;
  private final FrontEndMetrics metrics;
  private final ConnectionLimits limits;
  private final TlsContext tls;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel listener;
  private volatile boolean draining;

  private TerminalFrontEnd(
      FrontEndConfig config, EventLoops loops, TerminalHandler handler, FrontEndMetrics metrics)
      throws LinkException {
    this.config = config;
    this.loops = loops;
    this.handler = handler;
    this.metrics = metrics;
    this.limits = new ConnectionLimits(config.maxConnections(), config.maxConnectionsPerAddress());
    this.tls = config.tls() == null ? null : new TlsContext(config.tls());
    this.listener = Listening.bind(bootstrap(), config.host(), config.port());
    LOG.info(
        "listening for terminals on {}:{}{}", config.host(), port(), tls == null ? "" : " tls");
  }

  /** Binds and serves. */
  public static TerminalFrontEnd start(
      FrontEndConfig config, EventLoops loops, TerminalHandler handler, FrontEndMetrics metrics)
      throws LinkException {
    return new TerminalFrontEnd(config, loops, handler, metrics);
  }

  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(loops.group())
        .channel(loops.listening())
        .option(ChannelOption.SO_BACKLOG, config.backlog())
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, turn())
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(config.writeBufferLowBytes(), config.writeBufferHighBytes()))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                accept(channel);
              }
            });
  }

  /** What one connection may have read before the others of its loop have their turn. */
  private static RecvByteBufAllocator turn() {
    return new AdaptiveRecvByteBufAllocator(FIRST_READ_BYTES, FIRST_READ_BYTES, LONGEST_READ_BYTES)
        .maxMessagesPerRead(READS_A_TURN);
  }

  private void accept(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      var _ = channel.close(); // gone before it could be looked at
      return;
    }
    InetAddress address = remote.getAddress();
    FrontEndMetrics.Refusal refusal =
        draining ? FrontEndMetrics.Refusal.DRAINING : limits.enter(address);
    if (refusal != null) {
      metrics.connectionRefused(refusal);
      LOG.warn("connection from {} refused: {}", address.getHostAddress(), refusal);
      var _ = channel.close();
      return;
    }
    channel.closeFuture().addListener(_ -> limits.leave(address));
    connections.add(channel);
    metrics.connectionOpened();
    if (tls != null) {
      channel.pipeline().addLast(tls.handler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            new FlushConsolidationHandler(),
            new TerminalConnection(
                config, handler, metrics, loops.outbox(channel.eventLoop()), tls != null));
    if (draining) {
      // Draining began while it was taken in, and may have missed it.
      channel.pipeline().fireUserEventTriggered(TerminalConnection.DRAIN);
    }
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** How many connections are open. */
  public int connections() {
    return limits.open();
  }

  /** Reads certificate and key again, for connections from now on; no effect without TLS. */
  public void reloadTls() throws LinkException {
    if (tls != null) {
      tls.reload();
    }
  }

  /**
   * Stops accepting and reading, lets what is in flight be answered, and closes. Connections still
   * busy after {@code deadline} are cut. Done when the last connection is closed.
   */
  public CompletableFuture<Void> drain(Duration deadline) {
    draining = true;
    CompletableFuture<Void> drained = new CompletableFuture<>();
    listener
        .close()
        .addListener(
            _ -> {
              tellAll(TerminalConnection.DRAIN);
              var cut =
                  GlobalEventExecutor.INSTANCE.schedule(
                      () -> tellAll(TerminalConnection.CUT),
                      deadline.toNanos(),
                      TimeUnit.NANOSECONDS);
              connections
                  .newCloseFuture()
                  .addListener(
                      _ -> {
                        cut.cancel(false);
                        drained.complete(null);
                      });
            });
    return drained;
  }

  /** Cuts everything at once. Not to be called on an event loop. */
  @Override
  public void close() {
    draining = true;
    listener.close().awaitUninterruptibly();
    tellAll(TerminalConnection.CUT);
    connections.newCloseFuture().awaitUninterruptibly();
  }

  private void tellAll(Object event) {
    for (Channel channel : connections) {
      channel.pipeline().fireUserEventTriggered(event);
    }
  }
}
