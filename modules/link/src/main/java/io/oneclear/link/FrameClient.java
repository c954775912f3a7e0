package io.oneclear.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Opens connections that carry frames. Light: tens of thousands of connections share the event
 * loops, and each costs its socket and two small objects.
 */
public final class FrameClient {

  private final EventLoops loops;
  private final LengthPrefix prefix;
  private final int maxFrameBytes;
  private final Duration connectTimeout;

  public FrameClient(
      EventLoops loops, LengthPrefix prefix, int maxFrameBytes, Duration connectTimeout) {
    Check.range("client.maxFrameBytes", maxFrameBytes, 1, prefix.maxFrameBytes());
    Check.range(
        "client.connectTimeout", connectTimeout, Duration.ofMillis(1), Duration.ofMinutes(5));
    this.loops = loops;
    this.prefix = prefix;
    this.maxFrameBytes = maxFrameBytes;
    this.connectTimeout = connectTimeout;
  }

  /**
   * Connects. The future fails with a {@link LinkException} if that cannot be done; then the
   * handler is never called.
   */
  public CompletableFuture<FrameConnection> connect(String host, int port, FrameHandler handler) {
    CompletableFuture<FrameConnection> connected = new CompletableFuture<>();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.connecting())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    FrameChannel.install(channel.pipeline(), loops, prefix, maxFrameBytes, handler);
                  }
                })
            .connect(host, port);
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            connected.complete(
                connecting.channel().pipeline().get(FrameChannel.class).connection());
          } else {
            connected.completeExceptionally(
                new LinkException("cannot connect to " + host + ":" + port, done.cause()));
          }
        });
    return connected;
  }
}
